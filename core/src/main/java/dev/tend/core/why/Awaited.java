package dev.tend.core.why;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.probe.Answered;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.text.DurationText;
import dev.tend.core.world.InstanceView;
import java.util.Optional;

/// Says what has to become true before anything happens to an instance that waits for no edge, as a
/// clause that goes on after `it waits for`.
///
/// @param spec what the instance goes by
record Awaited(InstanceView view, ServiceSpec spec) {

  /// Empty where nothing is waited for: it does its work, or has done it.
  Optional<String> sentence() {
    StateName state = view.state();
    return switch (state) {
      case WAITING ->
          Optional.of("what is up to end, and then somebody to start it ('" + start() + "')");
      case STARTING -> Optional.of(starting());
      case RUNNING ->
          view.ready() ? Optional.empty() : spec.probes().readiness().map(this::readiness);
      case STOPPING ->
          Optional.of(
              view.process()
                  .map(main -> "its process (pid " + main.pid() + ") to end")
                  .orElse("what its process has left behind to end"));
      case STOPPED -> Optional.of("somebody to start it ('" + start() + "')");
      case FAILED ->
          Optional.of("somebody to start it ('" + start() + "'), or a change of its configuration");
      case BACKOFF, COMPLETED -> Optional.empty();
    };
  }

  private String start() {
    return "tend start " + view.id().unit();
  }

  private String starting() {
    if (view.process().isEmpty() || view.next().filter(InstanceView.Next::unnamed).isPresent()) {
      return named();
    }
    return switch (spec.start().readiness()) {
      case Readiness.Uptime _ ->
          "it to be up for " + DurationText.of(spec.start().stableAfter()) + " (stable_after)";
      case Readiness.Signalled _ -> "it to say that it is ready";
      case Readiness.Notify _ -> "it to say READY=1 (notify)";
      case Readiness.Line(String pattern) -> "a line of its output with \"" + pattern + "\" in it";
      case Readiness.Descriptor(int number) -> "a newline on its descriptor " + number;
      case Readiness.Probed _ -> probed();
    };
  }

  /// A command may still be at it, or what it left behind.
  private String named() {
    boolean contained = spec.follow().filter(Follow.Container.class::isInstance).isPresent();
    String file =
        spec.follow().flatMap(Follow::file).map(path -> path.of(view.id())).orElse("its pid file");
    String what = contained ? "start its container" : "name a living process in " + file;
    return view.process()
        .map(command -> "its command (pid " + command.pid() + ") to " + what)
        .orElse(file + " to name a living process");
  }

  /// The probe that was asked last, or is the first to be.
  private String probed() {
    ProbeKind kind =
        view.answers().isEmpty()
            ? spec.probes().startup().isPresent() ? ProbeKind.STARTUP : ProbeKind.READINESS
            : view.answers().getLast().kind();
    Optional<Probe> probe =
        kind == ProbeKind.STARTUP ? spec.probes().startup() : spec.probes().readiness();
    return probe.map(asked -> probe(kind, asked)).orElse("its probes to succeed");
  }

  private String readiness(Probe probe) {
    return probe(ProbeKind.READINESS, probe);
  }

  private String probe(ProbeKind kind, Probe probe) {
    String times = probe.successes() > 1 ? " " + probe.successes() + " times in a row" : "";
    String found =
        view.answers().reversed().stream()
            .filter(answer -> answer.kind() == kind)
            .findFirst()
            .map(Answered::finding)
            .map(finding -> "; the last time it " + finding.sentence())
            .orElse("; it has not been answered yet");
    return "its "
        + kind.text()
        + " probe to succeed"
        + times
        + " ("
        + check(probe.of(view.id()).check())
        + ")"
        + found;
  }

  private static String check(Check check) {
    return switch (check) {
      case Check.Exec exec -> "command " + exec.command();
      case Check.Http http -> "GET " + http.url();
      case Check.Tcp tcp -> "a connection to " + tcp.address();
      case Check.FileExists file -> "the file " + file.path();
      case Check.FolderActivity folder -> "activity in " + folder.path();
    };
  }
}
