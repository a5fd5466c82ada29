package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.why.Answer;
import dev.tend.core.why.LastWords;
import dev.tend.core.why.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// Something that an operator comes upon and asks about, with what the answer must name.
///
/// @param title what it is, for the catalogue
/// @param asked brings it about, and asks
/// @param kind of the root cause; empty where that is what somebody is
/// @param root its words, with the name of the unit before them where that is another one
/// @param also what else must be said, as a link, as something that is waited for, or as what is
///   next
record Situation(
    String title,
    Supplier<Asked> asked,
    Optional<Cause.Kind> kind,
    String root,
    List<String> also) {

  /// What was asked, of whom, and the answer.
  record Asked(Host host, Answer answer) {}

  static Situation of(
      String title, Supplier<Asked> asked, Cause.Kind kind, String root, String... also) {
    return new Situation(title, asked, Optional.of(kind), root, List.of(also));
  }

  /// One whose root is what somebody is.
  static Situation of(String title, Supplier<Asked> asked, String root, String... also) {
    return new Situation(title, asked, Optional.empty(), root, List.of(also));
  }

  /// Asks about an instance, or `import`, a job, or `backup`, a cron job.
  static Asked why(Host host, String whom) {
    return why(host, whom, LastWords.NONE);
  }

  static Asked why(Host host, String whom, LastWords words) {
    Snapshot snapshot = host.snapshot();
    Why why = new Why(snapshot, host.now(), words, new Noted(host.entries()));
    if (whom.contains(".")) {
      return new Asked(host, why.of(host.view(whom)));
    }
    return new Asked(
        host,
        snapshot.jobs().stream()
            .filter(job -> job.name().text().equals(whom))
            .findFirst()
            .map(why::of)
            .orElseGet(() ->
                why.of(
                    Objects.requireNonNull(
                        snapshot.crons().get(new dev.tend.core.spec.UnitName(whom))))));
  }

  /// Everything that the answer says, a line each.
  static List<String> said(Answer answer) {
    List<String> said = new ArrayList<>();
    answer.chain().forEach(link -> said.add(link.sentence()));
    said.addAll(answer.waitingFor());
    answer.next().ifPresent(next -> said.add(next.what()));
    said.addAll(answer.lastLines());
    return said;
  }
}
