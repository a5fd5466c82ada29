package dev.tend.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ServiceSpec DOUBLING =
      ServiceSpec.of("web", "bin/web")
          .withBackoff(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 2.0, 0.0));

  @Test
  void eachCrashIsFollowedByThePauseThatThePolicySays() {
    Replay.Result result = Replay.of(DOUBLING, crashes(4, 10), NOON.plusSeconds(1000));

    assertThat(result.runs()).isEqualTo(4);
    assertThat(result.restarts()).isEqualTo(4);
    assertThat(result.downtime()).isEqualTo(Duration.ofSeconds(1 + 2 + 4 + 8));
    assertThat(result.gaveUp()).isEmpty();
  }

  @Test
  void whatWouldHaveBeenGivenUpIsDownUntilSomebodyAsks() {
    ServiceSpec policy =
        DOUBLING.withGiveUpAfter(Optional.of(new GiveUp(2, Duration.ofMinutes(10))));
    List<Replay.Run> runs = new ArrayList<>(crashes(5, 10));
    runs.add(new Replay.Run(at(200), at(300), false, false));
    runs.add(new Replay.Run(at(400), at(500), false, false));

    Replay.Result result = Replay.of(policy, runs, at(1000));

    assertThat(result.gaveUp())
        .hasValueSatisfying(gaveUp -> {
          assertThat(gaveUp.at()).isEqualTo(NOON.plusMillis(1200));
          assertThat(gaveUp.because()).isEqualTo("gave up after 2 attempts within 10m");
        });
    // Nobody asks before the end of those that would not have been: the next one is theirs.
    assertThat(result.runs()).isEqualTo(3);
    assertThat(result.downtime()).isEqualTo(Duration.ofMillis(1000 + 398_800));
  }

  @Test
  void withoutRestartsItStaysDown() {
    Replay.Result result =
        Replay.of(DOUBLING.withRestart(RestartMode.NEVER), crashes(3, 10), at(60));

    assertThat(result.runs()).isEqualTo(1);
    assertThat(result.restarts()).isZero();
    assertThat(result.downtime()).isEqualTo(Duration.ofMillis(59_900));
  }

  @Test
  void aGoodEndIsNoDowntime() {
    List<Replay.Run> runs = List.of(new Replay.Run(NOON, at(5), true, true));

    Replay.Result result = Replay.of(DOUBLING, runs, at(60));

    assertThat(result.downtime()).isEqualTo(Duration.ZERO);
    assertThat(result.gaveUp()).isEmpty();
  }

  @Test
  void whatHappenedIsSaidInTheSameTerms() {
    Replay.Result result = Replay.recorded(crashes(3, 10), at(30), false);

    assertThat(result.runs()).isEqualTo(3);
    assertThat(result.restarts()).isEqualTo(2);
    assertThat(result.downtime()).isEqualTo(Duration.ofMillis(9_900 + 9_900 + 9_900));
  }

  @Test
  void theRunThatGoesOnWasARestartToo() {
    Replay.Result result = Replay.recorded(crashes(3, 10), at(21), true);

    assertThat(result.runs()).isEqualTo(3);
    assertThat(result.restarts()).isEqualTo(3);
    assertThat(result.downtime()).isEqualTo(Duration.ofMillis(9_900 + 9_900 + 900));
  }

  @Test
  void nothingRecordedIsNothing() {
    assertThat(Replay.of(DOUBLING, List.of(), NOON))
        .isEqualTo(new Replay.Result(0, 0, Duration.ZERO, Optional.empty()));
  }

  /// So many runs of a tenth of a second, one every so many seconds.
  private static List<Replay.Run> crashes(int count, int everySeconds) {
    List<Replay.Run> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant began = at(i * everySeconds);
      runs.add(new Replay.Run(began, began.plusMillis(100), false, true));
    }
    return runs;
  }

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }
}
