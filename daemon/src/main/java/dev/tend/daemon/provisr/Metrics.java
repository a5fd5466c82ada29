package dev.tend.daemon.provisr;

import dev.tend.core.world.InstanceView;
import dev.tend.daemon.provisr.ProvisrApi.Verb;
import dev.tend.engine.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/metrics`, `/metrics/history` and `/metrics/group`: the samples of processes as JSON.
///
/// @param sampling empty where the configuration wants none
record Metrics(Engine engine, Optional<Sampling> sampling) {

  private static final String DISABLED = "process metrics collection is disabled";

  List<Verb> verbs() {
    return List.of(
        new Verb("GET", "/metrics", this::latest),
        new Verb("GET", "/metrics/history", this::history),
        new Verb("GET", "/metrics/group", this::group));
  }

  private Sampling sampling(int statusOtherwise) throws Refused {
    return sampling.orElseThrow(() -> new Refused(statusOtherwise, DISABLED));
  }

  private Names names() {
    return new Names(engine.snapshot());
  }

  private Object latest(Ask ask) throws Refused {
    Optional<String> name = ask.query("name");
    if (name.isPresent()) {
      String asked = Ask.checked(name.get());
      Sampling from = sampling(404);
      return from.latest(named(asked).id()).orElseThrow(() -> none(asked)).form(asked);
    }
    return forms(names().all().values(), names(), sampling(503));
  }

  private static Map<String, Object> forms(
      Iterable<InstanceView> views, Names names, Sampling from) {
    Map<String, Object> forms = new LinkedHashMap<>();
    for (InstanceView view : views) {
      String name = names.of(view.id());
      from.latest(view.id()).ifPresent(sample -> forms.put(name, sample.form(name)));
    }
    return forms;
  }

  private Object history(Ask ask) throws Refused {
    String name = required(ask, "name");
    Sampling from = sampling(503);
    List<Map<String, Object>> list = new ArrayList<>();
    from.history(named(name).id()).forEach(sample -> list.add(sample.form(name)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("process", name);
    answer.put("history", list);
    return answer;
  }

  private Object group(Ask ask) throws Refused {
    String base = required(ask, "base");
    Sampling from = sampling(503);
    Names names = names();
    List<InstanceView> members = names.ofUnit(base);
    if (members.isEmpty()) {
      throw new Refused(404, "no metrics found for processes with base name: " + base);
    }
    List<Sample> samples =
        members.stream().flatMap(view -> from.latest(view.id()).stream()).toList();
    double cpu = samples.stream().mapToDouble(Sample::cpuPercent).sum();
    double memory = samples.stream().mapToDouble(Sample::megabytes).sum();
    int count = Math.max(1, samples.size());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("base", base);
    answer.put("process_count", samples.size());
    answer.put("total_cpu", cpu);
    answer.put("total_memory", memory);
    answer.put("avg_cpu", cpu / count);
    answer.put("avg_memory", memory / count);
    answer.put("processes", forms(members, names, from));
    return answer;
  }

  private static String required(Ask ask, String parameter) throws Refused {
    Optional<String> value = ask.query(parameter);
    return Ask.checked(
        value.orElseThrow(() -> new Refused(400, parameter + " query param required")));
  }

  /// An instance of that name, which may have no process.
  private InstanceView named(String name) throws Refused {
    return names().find(name).orElseThrow(() -> none(name));
  }

  private static Refused none(String name) {
    return new Refused(404, "no metrics found for process: " + name);
  }
}
