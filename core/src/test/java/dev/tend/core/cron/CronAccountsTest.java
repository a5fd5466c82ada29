package dev.tend.core.cron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.schedule.SlowReckoner;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the clock, the host and the daemon do, each firing that a slow cron finds comes to one
/// run or one skip.
class CronAccountsTest {

  private static final int LIVES = 250;
  private static final int STEPS = 120;

  private static final List<String> EXPRESSIONS =
      List.of("0 * * * *", "*/5 * * * *", "30 2 * * *", "*/20 1-3 * * *", "15,45 */2 * * *");

  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Madrid"), ZoneId.of("Australia/Lord_Howe"));

  /// One cron job and everything that is to be true of it.
  private static final class Life {
    private final Random random;
    private final Rules rules = new Rules();
    private final Desk desk;
    private final Instant born;
    private final List<Instant> accounts = new ArrayList<>();
    private final Set<Long> running = new TreeSet<>();
    private Instant latest;

    Life(long seed) {
      random = new Random(seed);
      rules.expression = any(EXPRESSIONS);
      rules.zone = any(ZONES);
      rules.overlap = any(List.of(Overlap.values()));
      rules.missed = any(List.of(Missed.values()));
      rules.startDeadline =
          random.nextBoolean()
              ? Optional.of(Duration.ofSeconds(1 + random.nextInt(20_000)))
              : Optional.empty();
      rules.jitter = random.nextInt(3) == 0 ? Duration.ofMinutes(30) : Duration.ZERO;
      // Around a change of the clock in Madrid, and not far from one on Lord Howe.
      desk = new Desk(rules.rule(), random.nextBoolean() ? "2026-03-28 18:07" : "2026-10-24 20:13");
      born = desk.now;
      latest = born;
    }

    private <T> T any(List<T> values) {
      return values.get(random.nextInt(values.size()));
    }

    void live(boolean clockGoesBack) {
      for (int i = 0; i < STEPS; i++) {
        pass(clockGoesBack);
        switch (random.nextInt(10)) {
          case 0 -> hear(new CronEvent.Triggered(Desk.ROOT));
          case 1 -> hear(new CronEvent.Suspended(Desk.ROOT));
          case 2, 3 -> hear(new CronEvent.Resumed(Desk.ROOT));
          case 4 -> die();
          case 5, 6, 7 -> endOne();
          default -> hear(new CronEvent.Woken());
        }
      }
      hear(new CronEvent.Resumed(Desk.ROOT));
      rest();
    }

    /// Until nothing waits any more.
    private void rest() {
      for (int i = 0; i < 20_000 && !(desk.state.waiting().isEmpty() && running.isEmpty()); i++) {
        endOne();
        desk.now = desk.now.plusSeconds(60);
        hear(new CronEvent.Woken());
      }
      assertThat(desk.state.waiting()).as("%s: what waits for ever", rules.expression).isEmpty();
    }

    private void pass(boolean clockGoesBack) {
      if (desk.wake.isPresent() && random.nextInt(3) > 0 && desk.wake.get().isAfter(desk.now)) {
        desk.now = desk.wake.get().plusMillis(random.nextInt(300));
      } else if (clockGoesBack && random.nextInt(4) == 0) {
        Instant back = latest.minusSeconds(random.nextInt(10_000));
        desk.now = back.isBefore(born) ? born : back;
      } else {
        desk.now = desk.now.plusSeconds(random.nextInt(random.nextInt(8) == 0 ? 40_000 : 900));
      }
      latest = desk.now.isAfter(latest) ? desk.now : latest;
    }

    /// A daemon dies: with luck what it wanted was done. The next one hears what runs.
    private void die() {
      CronStep lost = CronJob.step(desk.state, new CronEvent.Woken(), desk.rule, desk.now);
      desk.state = lost.state();
      lost.effects()
          .forEach(effect -> {
            if (effect instanceof CronEffect.Tell(Skip skip)) {
              account(skip);
            } else if (effect instanceof CronEffect.Start start && random.nextBoolean()) {
              started(start);
            }
          });
      desk.now = desk.now.plusSeconds(random.nextInt(5_000));
      latest = desk.now.isAfter(latest) ? desk.now : latest;
      hear(new CronEvent.Opened(Desk.BOOT, running));
    }

    private void endOne() {
      if (!running.isEmpty()) {
        long number = any(List.copyOf(running));
        running.remove(number);
        hear(new CronEvent.Ended(number, random.nextBoolean(), "it ended"));
      }
    }

    private void hear(CronEvent event) {
      for (CronEffect effect : desk.hear(event)) {
        switch (effect) {
          case CronEffect.Start start -> started(start);
          case CronEffect.Tell(Skip skip) -> account(skip);
          case CronEffect.Stop(long number) -> assertThat(running).contains(number);
          case CronEffect.Forget _ -> {}
        }
      }
      assertThat(desk.state.active().stream().map(CronState.Active::number))
          .containsExactlyInAnyOrderElementsOf(running);
      desk.wake.ifPresent(wake -> assertThat(wake).isAfter(desk.now));
    }

    private void started(CronEffect.Start start) {
      assertThat(running.add(start.number())).as("a number is used once").isTrue();
      if (rules.overlap != Overlap.ALLOW) {
        assertThat(running).as("%s", rules.overlap).hasSize(1);
      }
      if (start.firing() instanceof Firing.Planned(Instant at, boolean _)) {
        accounts.add(at);
        rules.startDeadline.ifPresent(deadline ->
            assertThat(at)
                .isAfterOrEqualTo(
                    desk.now.minus(deadline).minus(rules.jitter).minusSeconds(5_001)));
      }
    }

    private void account(Skip skip) {
      if (skip.asked()) {
        return;
      }
      int before = accounts.size();
      Optional<Instant> at = Optional.of(skip.first());
      while (at.isPresent() && !at.get().isAfter(skip.last())) {
        accounts.add(at.get());
        at = desk.rule.next(at.get());
      }
      assertThat(skip.count()).isEqualTo(Math.min(accounts.size() - before, Skip.COUNT_MAX));
    }

    List<Instant> expected() {
      Instant from = born.truncatedTo(ChronoUnit.MINUTES);
      return new SlowReckoner(rules.expression, rules.zone)
          .firings(from.minus(Duration.ofHours(3)), desk.state.accounted()).stream()
              .filter(at -> at.isAfter(born))
              .collect(Collectors.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyFiringIsAccountedForExactlyOnce(boolean clockGoesBack) {
    int firings = 0;
    for (long seed = 0; seed < LIVES; seed++) {
      Life life = new Life(seed);
      // What says how often does fire again after a larger step back: that is its rule.
      boolean back = clockGoesBack && !life.desk.rule.schedule().followsRealTime();

      life.live(back);

      assertThat(life.accounts.stream().sorted().toList())
          .as("seed %d: %s", seed, life.desk.rule)
          .isEqualTo(life.expected());
      firings += life.accounts.size();
    }

    assertThat(firings).isGreaterThan(LIVES * 10);
  }
}
