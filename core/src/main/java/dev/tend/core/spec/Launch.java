package dev.tend.core.spec;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How a process of a unit is started.
///
/// @param command what is executed
/// @param directory the working directory, absolute; empty means the daemon's own
/// @param user the name or number of the user, with `:group` behind it where given; empty means the
///   daemon's own
/// @param env what is set on top of what is inherited; a value `@file:///path` stands for that
///   file's content at the time of the start
/// @param inherit what it takes over of the daemon's own environment
public record Launch(
    Command command,
    Optional<String> directory,
    Optional<String> user,
    SortedMap<String, String> env,
    Inheritance inherit) {

  public Launch {
    env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
  }

  /// One that takes over all of the daemon's environment.
  public Launch(
      Command command,
      Optional<String> directory,
      Optional<String> user,
      SortedMap<String, String> env) {
    this(command, directory, user, env, new Inheritance.All());
  }

  public static Launch of(Command command) {
    return new Launch(command, Optional.empty(), Optional.empty(), new TreeMap<>());
  }

  public Launch withEnv(SortedMap<String, String> env) {
    return new Launch(command, directory, user, env, inherit);
  }

  public Launch withCommand(Command other) {
    return new Launch(other, directory, user, env, inherit);
  }

  /// The same with these variables on top.
  public Launch adding(SortedMap<String, String> variables) {
    SortedMap<String, String> all = new TreeMap<>(env);
    all.putAll(variables);
    return withEnv(all);
  }
}
