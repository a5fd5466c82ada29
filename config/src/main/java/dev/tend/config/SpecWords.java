package dev.tend.config;

import static dev.tend.config.TomlText.below;
import static dev.tend.config.TomlText.listed;
import static dev.tend.config.TomlText.quoted;
import static dev.tend.config.TomlText.snake;

import dev.tend.config.decode.SizeText;
import dev.tend.core.cron.CronRule;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.Window;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.Inheritance;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.UpdateRule;
import dev.tend.core.text.DurationText;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A spec in the words of a configuration file, key by key, so that two of them can be held side by
/// side.
///
/// It walks over the records that a spec consists of, and names only those that are written
/// otherwise: a key that a spec gains is there by itself, and no difference can be forgotten.
public final class SpecWords {

  /// Parts of a spec whose keys stand one level higher in a file, or under another name.
  private static final Map<String, String> WRITTEN =
      Map.ofEntries(
          Map.entry("launch", ""),
          Map.entry("launch.inherit", "inherit_env"),
          Map.entry("start", ""),
          Map.entry("start.within", "start_within"),
          Map.entry("probes", ""),
          Map.entry("hooks", "hook"),
          Map.entry("detectors", "detect"),
          Map.entry("rule.mode", "completion_mode"),
          Map.entry("rule.retries", ""),
          Map.entry("rule.retries.fail_codes", "fail_exit_codes"),
          Map.entry("rule.retries.limit", "backoff_limit"),
          Map.entry("rule.retries.limit_per_index", "backoff_limit_per_index"));

  /// Names of single values, wherever they stand.
  private static final Map<String, String> WORDS =
      Map.of(
          "max_size_bytes", "max_size",
          "file_exists", "file",
          "folder_activity", "folder",
          "command_succeeds", "command",
          "success_codes", "success_exit_codes",
          "statuses", "status");

  private final SortedMap<String, Word> words = new TreeMap<>();

  /// What a key is set to.
  ///
  /// @param secret whether nobody should see it: it stood in an environment or a header, where
  ///   passwords stand
  /// @param parts where each of several counts for itself, and what they share need not be shown:
  ///   the windows
  public record Word(String value, boolean secret, List<String> parts) {
    public Word {
      parts = List.copyOf(parts);
    }

    Word(String value, boolean secret) {
      this(value, secret, List.of());
    }
  }

  /// What is set of a unit.
  public static SortedMap<String, Word> of(UnitSpec spec) {
    SpecWords of = new SpecWords();
    switch (spec) {
      case ServiceSpec service -> {
        of.parts("", "", service);
        of.words.putAll(VersionWords.of(service));
      }
      case JobSpec(ServiceSpec worker, JobRule rule) -> {
        of.parts("", "", worker);
        // They follow from the rule.
        of.words.keySet().removeAll(List.of("instances", "restart"));
        of.parts("rule", "", rule);
      }
      case CronSpec(UnitName _, CronRule rule, JobSpec job) -> {
        of.parts("cron", "", rule);
        of(job).forEach((key, word) -> of.words.put("job." + key, word));
        // It follows from the name.
        of.words.remove("seed");
      }
    }
    of.words.remove("name");
    return of.words;
  }

  /// What is set of a unit of that kind where nobody sets anything but what has to be.
  public static SortedMap<String, Word> usual(UnitSpec like) {
    return switch (like) {
      case ServiceSpec service -> of(ServiceSpec.of(service.name().text(), "usual"));
      case JobSpec job -> of(JobSpec.of(job.name().text(), "usual"));
      case CronSpec cron -> {
        SortedMap<String, Word> usual = new TreeMap<>();
        usual(cron.job()).forEach((key, word) -> usual.put("job." + key, word));
        yield usual;
      }
    };
  }

  /// What is set beside units: `[daemon]`, `[server]`, `[history]` and groups.
  public static SortedMap<String, Word> of(Configuration configuration) {
    SpecWords of = new SpecWords();
    of.put("daemon.on_exit", configuration.onExit());
    of.put("daemon.log_dir", configuration.logDirectory());
    of.put("daemon.parallel", configuration.parallel());
    of.put("server.listen", configuration.listen());
    of.put("history", configuration.history());
    configuration
        .groups()
        .forEach((name, group) -> of.put("group." + name + ".members", group.members()));
    return of.words;
  }

  private void parts(String path, String key, Record whole) {
    for (RecordComponent part : whole.getClass().getRecordComponents()) {
      String name = snake(part.getName());
      String at = path.isEmpty() ? name : path + "." + name;
      String written = WRITTEN.getOrDefault(at, below(key, WORDS.getOrDefault(name, name)));
      put(at, written, value(part, whole));
    }
  }

  private void put(String key, Object value) {
    put(key, key, value);
  }

  /// @param path of the part in the spec, which is written at `key`
  private void put(String path, String key, Object value) {
    switch (value) {
      case Optional<?> perhaps -> perhaps.ifPresent(present -> put(path, key, present));
      case Map<?, ?> map -> map.forEach((name, each) -> entry(path, key, name, each));
      case Collection<?> all when all.stream().anyMatch(Edge.class::isInstance) ->
          words.putAll(EdgeWords.of(all));
      case Collection<?> all when all.stream().anyMatch(Hook.class::isInstance) ->
          all.forEach(each -> hook(key, each));
      case Collection<?> all when all.isEmpty() -> {}
      case Readiness readiness -> readiness(readiness);
      case Timing timing -> timing(timing);
      case Check check -> check(path, key, check);
      default -> {
        Optional<String> text = text(key, value);
        if (text.isPresent()) {
          words.put(key, new Word(text.get(), false));
        } else {
          parts(path, key, (Record) value);
        }
      }
    }
  }

  private void entry(String path, String key, Object name, Object value) {
    String at = below(key, name.toString());
    if (key.endsWith("env") || key.endsWith("headers")) {
      words.put(at, new Word(value.toString(), true));
    } else {
      put(path + "." + name, at, value);
    }
  }

  private void hook(String key, Object each) {
    Hook hook = (Hook) each;
    parts("hooks.each", below(key, hook.name()), hook);
    words.remove(below(key, hook.name()) + ".name");
  }

  /// That it is up long enough needs no word, and probes say for themselves.
  private void readiness(Readiness readiness) {
    switch (readiness) {
      case Readiness.Uptime _, Readiness.Probed _, Readiness.Signalled _ -> {}
      case Readiness.Notify _ -> words.put("readiness", new Word(quoted("notify"), false));
      case Readiness.Line(String line) -> put("readiness.line", line);
      case Readiness.Descriptor(int number) ->
          words.put("readiness.fd", new Word(Integer.toString(number), false));
    }
  }

  private void timing(Timing timing) {
    put("from", timing.from());
    List<String> windows = timing.windows().windows().stream().map(Window::toString).toList();
    if (!windows.isEmpty()) {
      words.put("window", new Word(String.join(", ", windows), false, windows));
    }
    // What has no dates goes by no clocks.
    if (!timing.zone().equals(Timing.ALWAYS.zone())) {
      put("zone", timing.zone());
    }
    put("disabled", timing.disabled());
    put("restart_on_change", timing.restartOnChange());
  }

  /// `readiness.http = "http://…"`: the kind of check is the key of what it looks at.
  private void check(String path, String key, Check check) {
    String probe = key.endsWith(".check") ? key.substring(0, key.lastIndexOf('.')) : key;
    String kind = snake(check.getClass().getSimpleName());
    RecordComponent[] parts = check.getClass().getRecordComponents();
    for (int i = 0; i < parts.length; i++) {
      String name = snake(parts[i].getName());
      String written = i == 0 ? kind : name;
      put(
          path + "." + name,
          below(probe, WORDS.getOrDefault(written, written)),
          value(parts[i], (Record) check));
    }
  }

  /// A value that is written in one piece; empty for one that is a table.
  private static Optional<String> text(String key, Object value) {
    return Optional.ofNullable(
        switch (value) {
          case Duration time -> quoted(DurationText.of(time));
          case Long bytes when key.endsWith("max_size") -> quoted(new SizeText(bytes).toString());
          case Number _, Boolean _, UpdateRule _, Follow _ -> value.toString();
          case String text -> quoted(text);
          case Command command -> listed(command.argv().stream().map(TomlText::quoted));
          case InstancePath path -> quoted(path.template());
          case UnitName unit -> quoted(unit.text());
          case Schedule schedule -> quoted(schedule.toString());
          case Signal signal -> quoted(signal.name());
          case Enum<?> choice -> quoted(choice.name().toLowerCase(Locale.ROOT).replace('_', '-'));
          case Check.Statuses statuses -> quoted(statuses.text());
          case LogRule.Target.Default _ -> "the usual file";
          case LogRule.Target.File(String path) -> quoted(path);
          case LogRule.Target.Discard _ -> quoted("discard");
          case LogRule.Target.WithStdout _ -> quoted("stdout");
          case Inheritance.All _ -> quoted("all");
          case Inheritance.Only only when only.equals(Inheritance.BASIC) -> quoted("basic");
          case Inheritance.Only(var names) -> listed(names.stream().map(TomlText::quoted));
          case Collection<?> all -> listed(all.stream().map(each -> inline(key, each)));
          case Record table when table.getClass().getRecordComponents().length == 0 ->
              quoted(snake(table.getClass().getSimpleName()));
          case Record _ -> null;
          default -> quoted(value.toString());
        });
  }

  /// One of several in a list.
  private static String inline(String key, Object value) {
    return text(key, value)
        .orElseGet(() -> {
          SpecWords of = new SpecWords();
          String kind = snake(value.getClass().getSimpleName());
          of.parts("", "", (Record) value);
          boolean one = of.words.size() == 1;
          return of.words.entrySet().stream()
              .map(each ->
                  (one ? WORDS.getOrDefault(kind, kind) : each.getKey())
                      + " = "
                      + (each.getValue().secret() ? "…" : each.getValue().value()))
              .collect(Collectors.joining(", ", "{ ", " }"));
        });
  }

  private static Object value(RecordComponent part, Record whole) {
    try {
      return part.getAccessor().invoke(whole);
    } catch (IllegalAccessException | InvocationTargetException impossible) {
      throw new IllegalStateException("a spec that cannot be read: " + part, impossible);
    }
  }
}
