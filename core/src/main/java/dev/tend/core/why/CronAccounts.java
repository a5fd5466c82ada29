package dev.tend.core.why;

import dev.tend.core.cause.Cause;
import dev.tend.core.cause.Reason;
import dev.tend.core.cron.CronState;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.CronView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says what is known of cron jobs now: what runs, or who suspended it, or what became of the
/// latest firing.
record CronAccounts(Ages ages) {

  Account of(CronView cron) {
    return cron.state().active().stream()
        .findFirst()
        .map(run -> running(cron, run))
        .orElseGet(() -> cron.suspended() ? suspended(cron) : waiting(cron));
  }

  private Account running(CronView cron, CronState.Active run) {
    UnitName job = cron.spec().run(run.number());
    String name = cron.spec().name().text();
    String sentence = name + " has been running for " + ages.of(run.started()) + " as " + job;
    List<Reason> reasons = new ArrayList<>();
    cron.state().skips().stream()
        .filter(skip -> skip.at().isAfter(run.started()))
        .reduce((_, latest) -> latest)
        .map(skip -> configured(skip.at(), skip.sentence()))
        .ifPresent(reasons::add);
    reasons.add(configured(run.firing().at(), run.firing().sentence()));
    return account(cron, "running", run.started(), sentence, reasons, Optional.of(job), List.of());
  }

  private Account suspended(CronView cron) {
    String name = cron.spec().name().text();
    Optional<CronState.Word> word = cron.state().standing();
    Instant since = word.map(CronState.Word::at).orElse(cron.state().accounted());
    Reason why =
        word.map(said ->
                new Reason(
                    said.at(),
                    Cause.Kind.ASKED,
                    Optional.empty(),
                    "suspended by " + said.by() + " at " + said.at()))
            .orElse(
                new Reason(
                    since,
                    Cause.Kind.CONFIGURED,
                    Optional.empty(),
                    "suspended by its configuration"));
    String age = word.isPresent() ? " for " + ages.of(since) : "";
    String resume = "somebody to resume it ('tend cron resume " + name + "')";
    return account(
        cron,
        "stopped",
        since,
        name + " has been suspended" + age,
        List.of(why),
        Optional.empty(),
        List.of(resume));
  }

  private Account waiting(CronView cron) {
    String name = cron.spec().name().text();
    Optional<CronView.Last> last = cron.last();
    Instant since = last.map(CronView.Last::at).orElse(cron.state().accounted());
    Reason why =
        configured(since, last.map(each -> outcome(cron, each)).orElse("it has not fired yet"));
    return account(
        cron,
        "waiting",
        since,
        name + " has been waiting for its next firing for " + ages.of(since),
        List.of(why),
        Optional.empty(),
        cron.state().waiting().stream()
            .map(one -> one.firing().sentence() + ", and its turn comes at " + one.due())
            .toList());
  }

  private static Reason configured(Instant at, String sentence) {
    return new Reason(at, Cause.Kind.CONFIGURED, Optional.empty(), sentence);
  }

  private static String outcome(CronView cron, CronView.Last last) {
    return switch (last) {
      case CronView.Last.Ended(CronState.Result run) ->
          cron.spec().run(run.number())
              + " "
              + last.result()
              // That it succeeded says all.
              + (run.success() ? "" : ": " + run.sentence());
      case CronView.Last.Skipped(var skip) -> skip.sentence();
    };
  }

  private static Account account(
      CronView cron,
      String state,
      Instant since,
      String sentence,
      List<Reason> reasons,
      Optional<UnitName> onward,
      List<String> waits) {
    UnitName name = cron.spec().name();
    String fires = "it fires: " + cron.spec().rule().schedule().words();
    return new Account(
        new InstanceId(name, 1),
        name.text(),
        state,
        since,
        sentence,
        reasons,
        onward,
        waits,
        cron.next().map(at -> new Answer.NextStep(at, fires)),
        List.of(),
        List.of());
  }
}
