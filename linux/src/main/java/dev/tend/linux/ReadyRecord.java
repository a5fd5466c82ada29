package dev.tend.linux;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.UnitName;
import dev.tend.engine.Output;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the next daemon has to know to go on waiting for a line.
///
/// ```
/// pattern=listening on .*
/// unit=web
/// instance=1
/// stdout=/var/log/tend/web.1.stdout.log
/// stdout.from=1f-2e:4711
/// stdout.stamped=false
/// ```
record ReadyRecord(Readiness.Line line, InstanceId instance, List<LogStart> starts) {

  ReadyRecord {
    starts = List.copyOf(starts);
  }

  String text() {
    Facts facts = new Facts();
    facts.put("pattern", line.pattern());
    facts.put("unit", instance.unit().text());
    facts.put("instance", Integer.toString(instance.number()));
    for (LogStart start : starts) {
      String stream = start.stream().text();
      facts.put(stream, start.file().toString());
      facts.put(stream + ".from", start.position());
      facts.put(stream + ".stamped", Boolean.toString(start.stamped()));
    }
    return facts.text();
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException if it is anything else
  static ReadyRecord parse(String text) {
    Facts facts = Facts.parse(text);
    List<LogStart> starts = new ArrayList<>();
    for (Output.Stream stream : Output.Stream.values()) {
      Optional<String> file = facts.find(stream.text());
      if (file.isPresent()) {
        String from = facts.get(stream.text() + ".from");
        boolean stamped = Boolean.parseBoolean(facts.get(stream.text() + ".stamped"));
        starts.add(new LogStart(stream, Path.of(file.get()), from, stamped));
      }
    }
    InstanceId instance = new InstanceId(new UnitName(facts.get("unit")), facts.count("instance"));
    return new ReadyRecord(new Readiness.Line(facts.get("pattern")), instance, starts);
  }
}
