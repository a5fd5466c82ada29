package dev.tend.daemon.provisr;

import dev.tend.core.spec.Group;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.daemon.provisr.ProvisrApi.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// `/groups` and `/group/…`.
final class Groups {

  private static final Duration STOP_WAIT = Duration.ofSeconds(3);

  private final Lifts lifts;
  private final Supplier<StatusForm> form;

  Groups(Lifts lifts, Supplier<StatusForm> form) {
    this.lifts = lifts;
    this.form = form;
  }

  List<Verb> verbs() {
    return List.of(
        new Verb("GET", "/groups", _ -> list()),
        new Verb("GET", "/group/status", this::status),
        new Verb("POST", "/group/start", this::start),
        new Verb("POST", "/group/stop", this::stop));
  }

  private Object list() {
    Names names = new Names(lifts.snapshot());
    List<Map<String, Object>> list = new ArrayList<>();
    for (Group group : lifts.snapshot().configuration().groups().values()) {
      List<Map<String, Object>> members = new ArrayList<>();
      for (UnitName member : group.members()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", member.text());
        one.put("instances", names.ofUnit(member.text()).size());
        members.add(one);
      }
      List<InstanceView> views = instances(group, names);
      long running = views.stream().filter(StatusForm::running).count();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", group.name());
      entry.put("members", members);
      entry.put(
          "state", running == 0 ? "stopped" : running == views.size() ? "running" : "degraded");
      entry.put("running", running);
      entry.put("total", views.size());
      list.add(entry);
    }
    return list;
  }

  private Object status(Ask ask) throws Refused {
    StatusForm now = form.get();
    Map<String, Object> members = new LinkedHashMap<>();
    for (UnitName member : group(ask, 404).members()) {
      members.put(member.text(), Processes.list(now, now.names().ofUnit(member.text())));
    }
    return members;
  }

  private Object start(Ask ask) throws Refused {
    Group group = group(ask, 400);
    lifts.start(instances(group, new Names(lifts.snapshot())), ask.actor());
    return Processes.OK;
  }

  private Object stop(Ask ask) throws Refused {
    Group group = group(ask, 400);
    Duration wait = ask.patience(STOP_WAIT);
    lifts.stop(instances(group, new Names(lifts.snapshot())), wait, ask.actor());
    return Processes.OK;
  }

  private static List<InstanceView> instances(Group group, Names names) {
    return group.members().stream().flatMap(unit -> names.ofUnit(unit.text()).stream()).toList();
  }

  private Group group(Ask ask, int missing) throws Refused {
    String name =
        ask.query("group").orElseThrow(() -> new Refused(400, "group query param required"));
    Group group = lifts.snapshot().configuration().groups().get(Ask.checked(name));
    if (group == null) {
      throw new Refused(missing, "instance group " + name + " not found");
    }
    return group;
  }
}
