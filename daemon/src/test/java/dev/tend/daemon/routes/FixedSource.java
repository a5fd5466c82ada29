package dev.tend.daemon.routes;

import dev.tend.core.cause.Actor;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A configuration of which every change comes out as a test says.
final class FixedSource implements ConfigurationSource {

  static final Reply.Reloaded RELOADED =
      new Reply.Reloaded(
          List.of(new UnitName("new")), List.of(), List.of(new UnitName("web")), List.of(), 9);

  Outcome outcome = new Outcome.Done(RELOADED, List.of());
  Result planned =
      new Result.Refused(new Reply.Refused(Reply.Reason.CONFLICT, "nothing is planned", ""));
  final List<String> asked = new ArrayList<>();
  final SortedMap<UnitName, Path> registered = new TreeMap<>();

  @Override
  public Outcome reload(Actor actor) {
    asked.add("reload");
    return outcome;
  }

  @Override
  public Outcome register(UnitName unit, String text, Actor actor) {
    asked.add("register " + unit + " " + text);
    return outcome;
  }

  @Override
  public Outcome replace(UnitName unit, String text, Actor actor) {
    asked.add("replace " + unit + " " + text);
    return outcome;
  }

  @Override
  public Outcome unregister(UnitName unit, Optional<Duration> patience, Actor actor) {
    asked.add("unregister " + unit);
    return outcome;
  }

  @Override
  public Outcome load(UnitName unit, Actor actor) {
    asked.add("load " + unit);
    return outcome;
  }

  @Override
  public Result plan(Proposal what, Actor actor) {
    asked.add("plan " + what);
    return planned;
  }

  @Override
  public Result apply(Proposal what, Terms how, Actor actor) {
    asked.add("apply " + what + " " + how);
    return planned;
  }

  @Override
  public SortedMap<UnitName, Path> registered() {
    return registered;
  }
}
