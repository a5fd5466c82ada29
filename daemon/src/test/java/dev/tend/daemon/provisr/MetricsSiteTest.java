package dev.tend.daemon.provisr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Entry;
import dev.tend.daemon.Scene;
import dev.tend.daemon.StillEngine;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsSiteTest {

  private final StillEngine engine = new StillEngine(Scene.snapshot(), 10);
  private final MetricsSite site = new MetricsSite(engine, new Tally(engine), Optional.empty());

  private void change(long id, StateName from, StateName to) {
    Entry like = Scene.entry(id, "db");
    engine.happen(
        new Entry(
            id,
            like.at(),
            Optional.of(new InstanceId(new UnitName("db"), 1)),
            to.text(),
            Optional.of(from),
            Optional.of(to),
            like.cause(),
            like.run()));
  }

  @Test
  void whatHappenedIsCountedInTheStatesOfProvisr() {
    change(1, StateName.WAITING, StateName.STARTING);
    change(2, StateName.STARTING, StateName.RUNNING);
    change(3, StateName.RUNNING, StateName.STOPPING);
    change(4, StateName.STOPPING, StateName.STOPPED);
    change(5, StateName.STOPPED, StateName.WAITING);
    change(6, StateName.WAITING, StateName.STARTING);

    assertThat(site.page().lines())
        .contains(
            "provisr_process_starts_total{name=\"db\"} 2",
            "provisr_process_stops_total{name=\"db\"} 1",
            "provisr_process_starts_total{name=\"web-1\"} 0",
            "provisr_process_restarts_total{name=\"web-2\"} 3",
            "provisr_process_running_instances{base=\"web\"} 1",
            "provisr_process_current_state{name=\"db\",state=\"running\"} 1",
            "provisr_process_current_state{name=\"web-2\",state=\"stopped\"} 1",
            "provisr_process_current_state{name=\"web-2\",state=\"running\"} 0");
    assertThat(site.page().lines().filter(line -> line.contains("transitions_total{")))
        .containsExactly(
            transition("running", "stopping", 1),
            transition("starting", "running", 1),
            transition("stopped", "starting", 2),
            transition("stopping", "stopped", 1));
  }

  private static String transition(String from, String to, int count) {
    return "provisr_process_state_transitions_total{name=\"db\",from=\"%s\",to=\"%s\"} %d"
        .formatted(from, to, count);
  }
}
