package dev.tend.core.cron;

import static dev.tend.core.cron.Desk.ROOT;
import static dev.tend.core.cron.Desk.madeUp;
import static dev.tend.core.cron.Desk.opened;
import static dev.tend.core.cron.Desk.start;
import static dev.tend.core.cron.Desk.time;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronJobTest {

  @Test
  void aFiringRunsWhenItIsDueAndWakesForTheNext() {
    Desk desk = new Desk(Rules.of("0 * * * *").rule(), "09:30");
    assertThat(desk.wake).contains(time("10:00"));

    assertThat(desk.at("10:00")).containsExactly(start(1, "10:00"));

    assertThat(desk.wake).contains(time("11:00"));
    assertThat(desk.at("10:00:05")).isEmpty();
  }

  @Test
  void aFiringThatIsServedALittleLateIsServedInTime() {
    Desk desk = new Desk(Rules.of("0 * * * *").rule(), "09:30");

    assertThat(desk.at("10:00:59")).containsExactly(start(1, "10:00"));
  }

  @Test
  void besideARunThatGoesOnAnotherStartsWhereThatIsAllowed() {
    Desk desk = new Desk(Rules.of("0 * * * *").rule(), "09:30");
    desk.at("10:00");

    assertThat(desk.at("11:00")).containsExactly(start(2, "11:00"));
  }

  @Test
  void whereOverlapIsForbiddenAFiringIsSkippedAndTheNextRuns() {
    Desk desk = new Desk(Rules.of("0 * * * *").overlap(Overlap.FORBID).rule(), "09:30");
    desk.at("10:00");

    assertThat(desk.at("11:00")).containsExactly(desk.skip("11:00", Skip.Reason.OVERLAP));
    desk.ends(1);

    assertThat(desk.at("12:00")).containsExactly(start(2, "12:00"));
  }

  @Test
  void anEndAndAFiringOfTheSameMomentAreNoOverlap() {
    Desk desk = new Desk(Rules.of("0 * * * *").overlap(Overlap.FORBID).rule(), "09:30");
    desk.at("10:00");

    desk.now = time("11:00");

    assertThat(desk.ends(1)).contains(start(2, "11:00"));
  }

  @Test
  void whereItReplacesItStartsOnlyOnceTheEarlierOneHasEnded() {
    Desk desk = new Desk(Rules.of("0 * * * *").overlap(Overlap.REPLACE).rule(), "09:30");
    desk.at("10:00");

    assertThat(desk.at("11:00")).containsExactly(new CronEffect.Stop(1));
    assertThat(desk.at("11:00:01")).isEmpty();
    assertThat(desk.ends(1)).containsExactly(start(2, "11:00"));
  }

  @Test
  void whatWaitsToReplaceGivesWayToALaterOne() {
    Desk desk = new Desk(Rules.of("0 * * * *").overlap(Overlap.REPLACE).rule(), "09:30");
    desk.at("10:00");
    desk.at("11:00");

    assertThat(desk.at("12:00")).containsExactly(desk.skip("11:00", Skip.Reason.REPLACED));
    assertThat(desk.ends(1)).containsExactly(start(2, "12:00"));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, , 0",
    "LAST, , 1",
    "LAST, PT10M, 0",
    "LAST, PT2H, 1",
    "ALL, , 5",
    "ALL, PT2H, 2"
  })
  void B52_whatWasMissedWhileNoDaemonLivedIsCountedFromTheRecord(
      Missed missed, String deadline, int made) {
    Rules rules = Rules.of("0 * * * *").missed(missed);
    rules.startDeadline = Optional.ofNullable(deadline).map(Duration::parse);
    Desk desk = new Desk(rules.rule(), "09:30");

    desk.at("14:30", opened());

    int skipped =
        desk.effects.stream()
            .flatMap(effect ->
                effect instanceof CronEffect.Tell(Skip skip) ? Stream.of(skip) : Stream.of())
            .mapToInt(Skip::count)
            .sum();
    assertThat(desk.state.waiting().size() + desk.state.active().size()).isEqualTo(made);
    assertThat(skipped).isEqualTo(5 - made);
  }

  @Test
  void missedOnesAreMadeUpForOneAfterTheOther() {
    Desk desk = new Desk(Rules.of("0 * * * *").missed(Missed.ALL).rule(), "09:30");

    assertThat(desk.at("12:30", opened())).containsExactly(madeUp(1, "10:00"));
    assertThat(desk.ends(1)).containsExactly(madeUp(2, "11:00"));
    assertThat(desk.ends(2)).containsExactly(madeUp(3, "12:00"));
    assertThat(desk.ends(3)).isEmpty();
  }

  @Test
  void ofManyMissedOnesOnlyTheLatestAreMadeUpForAndTheOthersSaid() {
    Rules rules = Rules.of("* * * * *").missed(Missed.ALL);
    Desk desk = new Desk(rules.rule(), "2026-11-20 09:30");

    List<CronEffect> effects = desk.at("09:30:59", opened());

    assertThat(effects)
        .containsExactly(
            desk.skip("2026-11-20 09:31", "07:50", 1340, Skip.Reason.TOO_MANY),
            start(1, "09:30"),
            madeUp(2, "07:51"));
    assertThat(desk.state.waiting()).hasSize(98);
  }

  @Test
  void aYearOfMissedMinutesIsOneLineAndCountedOnlySoFar() {
    Desk desk = new Desk(Rules.of("* * * * *").rule(), "2025-11-21 09:30");

    assertThat(desk.at("09:30:30", opened()))
        .containsExactly(
            desk.skip("2025-11-21 09:31", "09:29", Skip.COUNT_MAX, Skip.Reason.MISSED),
            start(1, "09:30"));
  }

  @Test
  void whileItIsSuspendedFiringsAreSkippedAndNotMadeUpForAfterwards() {
    Desk desk = new Desk(Rules.of("0 * * * *").missed(Missed.ALL).rule(), "09:30");
    desk.at("09:45", new CronEvent.Suspended(ROOT));

    assertThat(desk.at("10:00")).containsExactly(desk.skip("10:00", Skip.Reason.SUSPENDED));
    assertThat(desk.at("11:30", new CronEvent.Resumed(ROOT)))
        .containsExactly(desk.skip("11:00", Skip.Reason.SUSPENDED));
    assertThat(desk.at("12:00")).containsExactly(start(1, "12:00"));
  }

  @Test
  void whatWaitedIsDroppedWhenItIsSuspended() {
    Desk desk = new Desk(Rules.of("0 * * * *").missed(Missed.ALL).rule(), "09:30");
    desk.at("11:30", opened());

    assertThat(desk.at("11:31", new CronEvent.Suspended(ROOT)))
        .containsExactly(desk.skip("11:00", Skip.Reason.SUSPENDED));
  }

  @Test
  void aChangedSuspendOfTheConfigurationCountsMoreThanAnOldWord() {
    Rules rules = Rules.of("0 * * * *");
    CronRule before = rules.rule();
    rules.suspend = true;
    CronRule suspended = rules.rule();
    Desk desk = new Desk(before, "09:30");

    desk.at("09:31", new CronEvent.Suspended(ROOT));
    assertThat(desk.state.suspended(before)).isTrue();
    desk.hear(new CronEvent.Resumed(ROOT));
    assertThat(desk.state.suspended(before)).isFalse();
    desk.rule = suspended;
    desk.hear(new CronEvent.Changed(before));

    assertThat(desk.state.suspended(suspended)).isTrue();
  }

  @Test
  void aTriggerRunsThoughItIsSuspendedAndObeysOverlap() {
    Desk desk = new Desk(Rules.of("0 * * * *").overlap(Overlap.FORBID).rule(), "09:30");
    desk.hear(new CronEvent.Suspended(ROOT));

    assertThat(desk.hear(new CronEvent.Triggered(ROOT)))
        .containsExactly(new CronEffect.Start(1, new Firing.Triggered(ROOT, time("09:30"))));
    assertThat(desk.hear(new CronEvent.Triggered(ROOT)))
        .containsExactly(
            new CronEffect.Tell(
                new Skip(time("09:30"), time("09:30"), 1, Skip.Reason.OVERLAP, true, desk.now)));
  }

  @Test
  void B54_severalRunsOfOneSecondAreSeveral() {
    Desk desk = new Desk(Rules.of("0 * * * *").rule(), "09:30");

    desk.at("10:00");
    desk.hear(new CronEvent.Triggered(ROOT));
    desk.hear(new CronEvent.Triggered(ROOT));

    assertThat(desk.state.active().stream().map(CronState.Active::number))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void firingsBeforeAndAfterTheBoundsAreNone() {
    Rules rules = Rules.of("0 * * * *").missed(Missed.ALL);
    rules.notBefore = Optional.of(time("11:00"));
    rules.notAfter = Optional.of(time("12:00"));
    Desk desk = new Desk(rules.rule(), "09:30");
    assertThat(desk.wake).contains(time("11:00"));

    assertThat(desk.at("11:00")).containsExactly(start(1, "11:00"));
    assertThat(desk.at("12:00")).containsExactly(start(2, "12:00"));
    assertThat(desk.wake).isEmpty();
    assertThat(desk.at("15:00")).isEmpty();
  }

  @Test
  void jitterIsTheSameForTheSameFiringAndWithinItsBounds() {
    CronRule rule = Rules.of("0 * * * *").jitter("PT10M").rule();
    Instant due = rule.due(time("10:00"));
    assertThat(due).isBetween(time("10:00"), time("10:10")).isEqualTo(rule.due(time("10:00")));
    Desk desk = new Desk(rule, "09:30");

    assertThat(desk.at("10:00")).isEmpty();
    assertThat(desk.wake).contains(due);
    desk.now = due;

    assertThat(desk.hear(new CronEvent.Woken())).containsExactly(start(1, "10:00"));
    assertThat(
            Stream.iterate(time("10:00"), at -> at.plusSeconds(3600))
                .limit(50)
                .map(at -> Duration.between(at, rule.due(at)))
                .distinct())
        .hasSizeGreaterThan(45);
  }

  @Test
  void aDaemonThatDiesBeforeAStartIsFollowedByOneThatDoesIt() {
    Desk desk = new Desk(Rules.of("0 * * * *").rule(), "09:30");
    desk.at("10:00");

    assertThat(desk.at("10:00:02", opened())).containsExactly(start(1, "10:00"));
    assertThat(desk.at("10:00:03", opened(1L))).isEmpty();
  }

  @Test
  void rebootRunsOncePerBoot() {
    Desk desk = new Desk(Rules.of("@reboot").rule(), "09:30");
    assertThat(desk.hear(opened())).isEmpty();

    List<CronEffect> effects = desk.hear(new CronEvent.Opened("boot-2", Set.of()));

    assertThat(effects).containsExactly(new CronEffect.Start(1, new Firing.Booted(desk.now)));
    assertThat(desk.hear(new CronEvent.Opened("boot-2", Set.of(1L)))).isEmpty();
  }

  @Test
  void asManyResultsAreKeptAsAreWantedOfEachKind() {
    Rules rules = Rules.of("0 * * * *");
    rules.keepSucceeded = 2;
    Desk desk = new Desk(rules.rule(), "09:30");
    for (int i = 1; i <= 4; i++) {
      desk.hear(new CronEvent.Triggered(ROOT));
      desk.hear(new CronEvent.Ended(i, i != 2, "it ended"));
    }

    assertThat(desk.state.results().stream().map(CronState.Result::number))
        .containsExactly(2L, 3L, 4L);
    assertThat(desk.effects).contains(new CronEffect.Forget(1));
  }

  @Test
  void aClockThatIsPutBackALittleRepeatsNothing() {
    Desk desk = new Desk(Rules.of("0 * * * *").rule(), "09:30");
    desk.at("10:00");

    assertThat(desk.at("09:59:30")).isEmpty();
    assertThat(desk.at("10:00")).isEmpty();
    assertThat(desk.at("11:00")).containsExactly(start(2, "11:00"));
  }

  @Test
  void whatHasATimeOfTheDayIsNotRepeatedForAnHourButForADay() {
    Desk desk = new Desk(Rules.of("0 10 * * *").rule(), "09:30");
    desk.at("10:00");

    desk.at("09:00");
    assertThat(desk.at("10:00")).isEmpty();
    assertThat(desk.wake).contains(time("2026-11-22 10:00"));
    desk.at("2026-11-20 09:00");
    assertThat(desk.at("2026-11-20 10:00")).hasSize(1);
  }

  /// Found by a seed: a firing that jitter delayed was skipped, and skipped again when it came
  /// back.
  @Test
  void whatWaitsIsServedOnceThoughTheClockIsPutBackFar() {
    Desk desk = new Desk(Rules.of("0 10,11 * * *").jitter("PT50M").rule(), "2026-11-21 09:59");
    desk.at("10:00:00");
    assertThat(desk.state.waiting()).hasSize(1);

    desk.at("06:00");

    assertThat(desk.state.waiting()).isEmpty();
    assertThat(desk.state.accounted()).isEqualTo(Desk.time("06:00"));
    assertThat(desk.at("10:00:00")).isEmpty();
    assertThat(desk.state.waiting()).hasSize(1);
  }

  @Test
  void whatSaysHowOftenDoesNotFallSilentWhenTheClockIsPutBack() {
    Desk desk = new Desk(Rules.of("*/10 * * * *").rule(), "09:55");
    desk.at("10:00");

    desk.at("09:00");

    assertThat(desk.wake).contains(time("09:10"));
    assertThat(desk.at("09:10")).containsExactly(start(2, "09:10"));
  }

  @Test
  void aNewCronJobGoesByTheClockAsItIsPutRight() {
    Desk desk = new Desk(Rules.of("0 11 * * *").rule(), "12:00");

    desk.at("10:00");

    assertThat(desk.wake).contains(time("11:00"));
  }

  @Test
  void aNewScheduleCountsFromTheMomentThatItCame() {
    CronRule before = Rules.of("0 * * * *").missed(Missed.ALL).rule();
    Desk desk = new Desk(before, "09:30");
    desk.rule = Rules.of("*/5 * * * *").missed(Missed.ALL).rule();
    desk.now = time("09:58");

    assertThat(desk.hear(new CronEvent.Changed(before))).isEmpty();
    assertThat(desk.wake).contains(time("10:00"));
  }
}
