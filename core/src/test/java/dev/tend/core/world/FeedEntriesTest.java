package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedEntriesTest {

  @Test
  void everyChangeOfStateIsToldOnceWithItsCause() {
    Host host = Host.with(service("web"));
    host.entries().clear();

    host.stop("web");

    assertThat(host.entries())
        .filteredOn(entry -> entry.to().isPresent())
        .extracting(Entry::type)
        .containsExactly("stopping", "stopped");
    assertThat(host.entries())
        .filteredOn(entry -> entry.to().isPresent())
        .allSatisfy(entry ->
            assertThat(entry.cause())
                .isEqualTo(new Cause.Asked(new Actor("root"), "stop", host.now().wall())));
  }

  @Test
  void anExitIsToldBeforeWhatFollowsFromIt() {
    Host host = Host.with(service("web"));
    host.entries().clear();

    host.ends("web.1", new Exit.Code(1));

    assertThat(host.entries()).extracting(Entry::type).containsExactly("exited", "starting");
    assertThat(host.entries().getLast().from()).contains(StateName.RUNNING);
  }

  @Test
  void entriesAreNumberedWithoutAGap() {
    Host host = Host.with(service("db"), service("web", "db"));
    host.restart("db");
    host.passes(Duration.ofSeconds(3));

    List<Long> ids = host.entries().stream().map(Entry::id).toList();

    for (int i = 0; i < ids.size(); i++) {
      assertThat(ids.get(i)).isEqualTo(i + 1);
    }
    assertThat(host.snapshot().position()).isEqualTo(ids.size());
  }

  @Test
  void aSnapshotStaysAsItWasWhenTheWorldGoesOn() {
    Host host = Host.with(service("db"), service("web"));
    Snapshot before = host.snapshot();

    host.stop("web");

    assertThat(before.find(Host.id("web.1")).map(InstanceView::state)).contains(StateName.RUNNING);
    assertThat(host.snapshot().find(Host.id("db.1"))).isEqualTo(before.find(Host.id("db.1")));
  }

  @Test
  void aSnapshotFindsEveryInstanceAndNoOther() {
    Host host = Host.with(service("web").withInstances(12), service("a"), service("z"));
    Snapshot snapshot = host.snapshot();

    for (InstanceView view : snapshot.instances()) {
      assertThat(snapshot.find(view.id())).contains(view);
    }
    assertThat(snapshot.find(Host.id("web.13"))).isEmpty();
    assertThat(snapshot.find(Host.id("b.1"))).isEmpty();
    assertThat(Host.opening(Recovered.NOTHING).snapshot().find(Host.id("a.1"))).isEmpty();
  }
}
