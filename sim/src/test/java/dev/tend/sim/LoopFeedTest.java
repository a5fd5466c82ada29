package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.world.Entry;
import dev.tend.engine.Feed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopFeedTest {
  private static final int RING_ENTRIES = 8192;
  private static final int LETTERS_MAX = 1024;

  private final Rig rig = new Rig(ServiceSpec.of("web", "bin/web")).passes(Duration.ofSeconds(2));

  @Test
  void aReportAppearsInTheFeed() {
    long position = rig.loop.snapshot().position();

    rig.loop.report(Rig.first("web"), "lines_lost", "the disk is full");
    rig.loop.turn();

    assertThat(rig.loop.feed().after(position).entries())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.type()).isEqualTo("lines_lost");
          assertThat(entry.instance()).contains(Rig.first("web"));
          assertThat(entry.cause().sentence()).isEqualTo("the disk is full");
        });
  }

  @Test
  void aReaderThatKeepsUpMissesNothing() {
    Feed.Batch all = rig.loop.feed().after(0);

    assertThat(all.missed()).isZero();
    assertThat(all.entries()).extracting(Entry::type).containsExactly("starting", "running");
    assertThat(rig.loop.feed().after(all.entries().getLast().id()).entries()).isEmpty();
  }

  @Test
  void aReaderThatFellBehindIsToldHowMuchItMissed() {
    long before = rig.loop.snapshot().position();
    int turns = RING_ENTRIES / LETTERS_MAX + 1;
    for (int i = 0; i < turns * LETTERS_MAX; i++) {
      rig.loop.report(Rig.first("web"), "lines_lost", "line " + i);
      if (i % LETTERS_MAX == LETTERS_MAX - 1) {
        rig.loop.turn();
      }
    }

    Feed.Batch batch = rig.loop.feed().after(before);

    assertThat(batch.missed()).isEqualTo(turns * LETTERS_MAX - RING_ENTRIES);
    assertThat(batch.entries()).hasSize(RING_ENTRIES);
    assertThat(batch.entries().getFirst().id()).isEqualTo(before + batch.missed() + 1);
    assertThat(batch.entries().getLast().id()).isEqualTo(rig.loop.snapshot().position());
  }

  @Test
  void aListenerIsCalledUntilItsOwnSubscriptionEnds() {
    AtomicInteger calls = new AtomicInteger();
    Runnable listener = calls::incrementAndGet;
    Feed.Subscription first = rig.loop.feed().onGrowth(listener);
    Feed.Subscription second = rig.loop.feed().onGrowth(listener);

    report();
    assertThat(calls).hasValue(2);
    first.close();
    report();
    assertThat(calls).hasValue(3);
    second.close();
    report();

    assertThat(calls).hasValue(3);
  }

  private void report() {
    rig.loop.report(Rig.first("web"), "lines_lost", "the disk is full");
    rig.loop.turn();
  }
}
