package dev.tend.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.ServiceSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// When the pid of a service is written for others to read, and when that file goes.
class PidFileTest {
  private static final String PATH = "/run/web.pid";
  private static final InstancePath FILE = new InstancePath(PATH);
  private static final ServiceSpec SPEC =
      ServiceSpec.of("web", "bin/web").withPidFile(Optional.of(FILE));

  @Test
  void aSpawnedProcessIsWrittenDown() {
    Life life = new Life(SPEC).starting();

    assertThat(life.effects()).containsExactly(new Effect.WritePid(Life.ID, PATH, 101, false));
  }

  @Test
  void aFileThatTheServiceWritesItselfIsLeftToIt() {
    ServiceSpec own = SPEC.withDetectors(List.of(new Detector.PidFile(FILE)));

    Life life =
        new Life(own)
            .takes(
                new Event.Adopted(
                    Life.run(1), Life.process(1), new Standing.Phase.Proved(Life.run(1))));

    assertThat(life.effects()).containsExactly(new Effect.WritePid(Life.ID, PATH, 101, true));
  }

  @Test
  void aProcessOfAnEarlierDaemonIsWrittenDownToo() {
    ProcessRef found = Life.process(7);

    Life life =
        new Life(SPEC)
            .takes(new Event.Adopted(Life.run(1), found, new Standing.Phase.Proved(Life.run(1))));

    assertThat(life.effects())
        .containsExactly(new Effect.WritePid(Life.ID, PATH, found.pid(), false));
  }

  @Test
  void theFileGoesWithTheProcess() {
    Life life = new Life(SPEC).running().exits(1);

    assertThat(life.effects()).contains(new Effect.ErasePid(PATH, OptionalInt.of(101)));
  }

  @Test
  void theFileGoesWithAProcessThatWasAskedToEnd() {
    Life life = new Life(SPEC).running().halts();
    assertThat(life.effects()).noneMatch(Effect.ErasePid.class::isInstance);

    life.exitsLeavingSomething(0);

    assertThat(life.effects()).contains(new Effect.ErasePid(PATH, OptionalInt.of(101)));
  }

  @Test
  void withoutAPidFileNothingIsWritten() {
    Life life = new Life(ServiceSpec.of("web", "bin/web")).starting();

    assertThat(life.effects()).isEmpty();
  }
}
