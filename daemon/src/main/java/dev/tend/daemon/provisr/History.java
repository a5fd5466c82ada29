package dev.tend.daemon.provisr;

import dev.tend.api.RunExit;
import dev.tend.api.RunRecord;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.daemon.provisr.ProvisrApi.Verb;
import dev.tend.daemon.routes.Past;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// `/history`: the starts and the ends of processes, from the history that Tend keeps.
record History(Lifts lifts, Past past) {

  private static final int LIMIT = 100;
  private static final int LIMIT_MAX = 500;

  /// Of how many of the latest runs anything is told; a client pages through no more.
  private static final int RUNS_MAX = 10_000;

  private static final String MAIN = "main";

  List<Verb> verbs() {
    return List.of(new Verb("GET", "/history", this::rows));
  }

  private Object rows(Ask ask) throws Refused {
    String part = ask.query("name").orElse("");
    int asked = ask.whole("limit", LIMIT);
    int limit = asked > 0 && asked <= LIMIT_MAX ? asked : LIMIT;
    int offset = Math.max(0, ask.whole("offset", 0));
    Names names = new Names(lifts.snapshot());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (RunRecord run : runs(names, part)) {
      String name = name(names, run);
      rows.add(row(run.started(), run, name, "running", Optional.empty()));
      if (run.ended() != null) {
        RunExit exit = run.exit();
        boolean well = exit != null && Objects.equals(exit.code(), 0);
        Optional<String> error = well ? Optional.empty() : Optional.ofNullable(run.cause());
        rows.add(row(run.ended(), run, name, well ? "stopped" : "failed", error));
      }
    }
    rows.sort(
        Comparator.comparing((Map<String, Object> row) -> String.valueOf(row.get("timestamp")))
            .reversed());
    List<Map<String, Object>> page = rows.stream().skip(offset).limit(limit).toList();
    return Map.of("rows", page, "total", rows.size());
  }

  private List<RunRecord> runs(Names names, String part) throws Refused {
    Past.RunQuestion question =
        new Past.RunQuestion(
            id -> names.of(id).contains(part), Optional.empty(), Optional.empty(), RUNS_MAX);
    return switch (past.runs(question)) {
      case Past.Runs.Known(List<RunRecord> known) ->
          known.stream().filter(run -> run.kind().equals(MAIN)).toList();
      case Past.Runs.Unknown(String why) -> throw new Refused(500, why);
    };
  }

  private static String name(Names names, RunRecord run) {
    return names.of(new InstanceId(new UnitName(run.unit()), run.instance()));
  }

  private static Map<String, Object> row(
      String at, RunRecord run, String name, String status, Optional<String> error) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("timestamp", at);
    row.put("pid", run.pid() == null ? 0 : run.pid());
    row.put("name", name);
    row.put("status", status);
    error.ifPresent(sentence -> row.put("error", sentence));
    return row;
  }
}
