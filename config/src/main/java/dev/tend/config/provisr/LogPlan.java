package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.LogRule.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where the output of a process goes, by its own `log` and the one of the main file.
///
/// @param common `[log]` of the main file
record LogPlan(Optional<Fields> common) {
  private static final long MEGABYTE = 1024 * 1024;

  LogRule rule(String name, int instances, Fields spec, Problems problems) {
    Optional<Fields> own = spec.find(SpecKeys.LOG);
    boolean ownPaths = own.filter(LogPlan::namesPaths).isPresent();
    Target stdout;
    Target stderr;
    if (spec.get(SpecKeys.DETACHED)) {
      if (ownPaths) {
        problems.add(
            spec.place(SpecKeys.DETACHED),
            "what is detached has no output, and 'log' says where to put it",
            "Leave out one of the two.");
      }
      stdout = new Target.Discard();
      stderr = new Target.Discard();
    } else {
      Optional<Fields> paths = ownPaths ? own : common;
      stdout = target(paths, LogKeys.STDOUT, name, instances, problems);
      stderr = target(paths, LogKeys.STDERR, name, instances, problems);
    }
    boolean one = stdout instanceof Target.File && stdout.equals(stderr);
    return new LogRule(
        stdout,
        one ? new Target.WithStdout() : stderr,
        count(own, LogKeys.MAX_SIZE_MB) * MEGABYTE,
        Duration.ZERO,
        count(own, LogKeys.MAX_BACKUPS),
        Duration.ofDays(count(own, LogKeys.MAX_AGE_DAYS)),
        own.flatMap(log -> log.find(LogKeys.COMPRESS))
            .or(() -> common.flatMap(log -> log.find(LogKeys.COMPRESS)))
            .orElse(false),
        false);
  }

  private static boolean namesPaths(Fields log) {
    return log.find(LogKeys.DIR).isPresent()
        || log.find(LogKeys.STDOUT).isPresent()
        || log.find(LogKeys.STDERR).isPresent();
  }

  private static Target target(
      Optional<Fields> log, Key<Path> stream, String name, int instances, Problems problems) {
    Optional<Path> named = log.flatMap(fields -> fields.find(stream));
    if (named.isPresent()) {
      String path = DetectorKeys.absolute(named.get());
      if (instances == 1) {
        return new Target.File(path);
      }
      String each = numbered(path);
      problems.warn(
          log.get().place(stream),
          instances
              + " instances of '"
              + name
              + "' cannot share one log file, and each has its own",
          "It is " + each.replace(InstancePath.INSTANCE, "1") + ", and so on.");
      return new Target.File(each);
    }
    Optional<Path> folder = log.flatMap(fields -> fields.find(LogKeys.DIR));
    String each = instances == 1 ? name : name + "-" + InstancePath.INSTANCE;
    return folder
        .<Target>map(dir ->
            new Target.File(DetectorKeys.absolute(dir) + "/" + each + "." + stream.name() + ".log"))
        .orElseGet(Target.Default::new);
  }

  private static String numbered(String path) {
    int dot = path.lastIndexOf('.');
    int end = dot > path.lastIndexOf('/') + 1 ? dot : path.length();
    return path.substring(0, end) + "-" + InstancePath.INSTANCE + path.substring(end);
  }

  /// The spec's own number, that of the main file, or the usual one; 0 says nothing.
  private int count(Optional<Fields> own, Key<Integer> key) {
    return own.flatMap(log -> log.find(key))
        .filter(number -> number > 0)
        .or(() -> common.flatMap(log -> log.find(key)).filter(number -> number > 0))
        .orElseGet(() -> standard(key));
  }

  private static int standard(Key<Integer> key) {
    return key.absence() instanceof Key.Absence.Standard<Integer>(Integer usual) ? usual : 0;
  }
}
