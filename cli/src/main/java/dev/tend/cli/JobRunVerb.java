package dev.tend.cli;

import dev.tend.api.CommandResult;
import dev.tend.api.Outcome;
import dev.tend.api.ReloadResult;
import dev.tend.cli.terminal.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend job run`: a job that is there, or one that is made of the words behind `--`.
final class JobRunVerb implements Verb {

  /// `--wait` alone: as long as it takes.
  private static final String FOREVER = "0s";

  @Override
  public String name() {
    return "job run";
  }

  @Override
  public String summary() {
    return "Run a job from the beginning, or a command as a new one";
  }

  @Override
  public List<String> details() {
    return List.of(
        "With a command it is a new job, which is kept until 'tend job delete' or, with --ttl, until"
            + " that long after its end.",
        "With --wait its output is printed as it comes, and the exit code is 0 if it is complete, 1"
            + " if it failed.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.option("NAME", "The name of a new job", "--name"),
        Grammar.optionalValue(
            "DURATION", FOREVER, "Wait for its end, at most this long where given", "--wait"),
        Grammar.option("N", "How many workers run at once", "--parallelism"),
        Grammar.option("N", "How many have to succeed", "--completions"),
        Grammar.flag("Give each completion a number of its own", "--indexed"),
        Grammar.option("never|on-failure", "Whom a failure delays", "--restart"),
        Grammar.option("N", "How many failures are followed by another try", "--backoff-limit"),
        Grammar.option("DURATION", "How long it may take", "--active-deadline"),
        Grammar.option("DURATION", "How long it is kept after its end", "--ttl"),
        Grammar.option("DIR", "Its working directory", "--work-dir"),
        Grammar.repeated("KEY=VALUE", "A variable for it; may be repeated", "--env"));
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(
        Grammar.any("JOB", "The job, or with --name behind '--' the command of a new one"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend job run import --wait", "and see it through"),
        new Example(
            "tend job run --name once --parallelism 3 --completions 9 -- ./work.sh", "a new one"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    List<String> words = invocation.words();
    Optional<String> given = invocation.value("--name");
    if (given.isEmpty() && words.isEmpty()) {
      throw new WrongUsage("job run needs JOB", "'tend job list' lists the jobs.");
    }
    String job = given.orElseGet(words::getFirst);
    List<String> command = given.isPresent() ? words : words.subList(1, words.size());
    if (given.isPresent() && command.isEmpty()) {
      throw new WrongUsage(
          "a new job needs a command", "Write it behind '--'; without --name JOB is one there is.");
    }
    if (command.isEmpty() && describes(invocation)) {
      throw new WrongUsage(
          "only a new job can be described here", "Write its command behind '--'.");
    }
    return new JobWatch(invocation.session(), job)
        .run(wait(invocation), () -> order(invocation, job, command), command.isEmpty());
  }

  private static Optional<Duration> wait(Invocation invocation) {
    return invocation
        .value("--wait")
        .map(text ->
            DurationText.parse(text)
                .orElseThrow(() ->
                    new WrongUsage("'" + text + "' is no duration", "Write 500ms, 30s or 1h30m.")));
  }

  private static Outcome<Long> order(Invocation invocation, String job, List<String> command) {
    return command.isEmpty()
        ? invocation.session().client().commandJob(job, "run").map(CommandResult::position)
        : invocation
            .session()
            .client()
            .addJob(described(invocation, job, command))
            .map(ReloadResult::position);
  }

  private boolean describes(Invocation invocation) {
    return options().stream()
        .map(OptionSpec::longestName)
        .anyMatch(option -> !option.equals("--wait") && invocation.has(option));
  }

  private static Map<String, Object> described(
      Invocation invocation, String job, List<String> command) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("name", job);
    spec.put("command", new ArrayList<>(command));
    invocation.count("--parallelism").ifPresent(count -> spec.put("parallelism", count));
    // As many as run at once, so that each of them has something to do.
    invocation
        .count("--completions")
        .or(() -> invocation.count("--parallelism"))
        .ifPresent(count -> spec.put("completions", count));
    if (invocation.has("--indexed")) {
      spec.put("completion_mode", "indexed");
    }
    invocation.value("--restart").ifPresent(word -> spec.put("restart", word));
    invocation.count("--backoff-limit").ifPresent(count -> spec.put("backoff_limit", count));
    invocation.value("--active-deadline").ifPresent(time -> spec.put("active_deadline", time));
    invocation.value("--ttl").ifPresent(time -> spec.put("ttl", time));
    // Where its caller is, and not where the daemon keeps it.
    spec.put(
        "directory",
        Path.of(invocation.value("--work-dir").orElse("")).toAbsolutePath().normalize().toString());
    Map<String, String> env = new LinkedHashMap<>();
    for (String pair : invocation.values("--env")) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new WrongUsage("'" + pair + "' is not of the form KEY=VALUE", "");
      }
      env.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    if (!env.isEmpty()) {
      spec.put("env", env);
    }
    return spec;
  }
}
