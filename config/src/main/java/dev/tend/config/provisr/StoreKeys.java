package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.text.DurationText;
import java.time.Duration;

/// The keys of `[metrics]` and of `[history]`.
final class StoreKeys {
  private static final int SAMPLES_MAX = 1_000_000;

  /// The kernel counts CPU time in steps of 10 ms: of less than this no percentage can be told.
  private static final Duration INTERVAL_MIN = Duration.ofMillis(100);

  /// Of both tables: whether they say anything.
  static final Key<Boolean> ENABLED =
      Key.standard("enabled", new TruthForm(), false, "Whether it is wanted.");

  static final Key<String> METRICS_LISTEN =
      Key.optional(
          "listen",
          new ListenAnywhereForm(),
          "none",
          "Where Prometheus reads `/metrics`, while `enabled`. Without a host (`:9090`) it is"
              + " 127.0.0.1, and that is said.");

  static final Key<Duration> INTERVAL =
      Key.standard(
          "interval",
          new SpanForm(),
          Duration.ofSeconds(5),
          "How often it is measured, from 100ms.");

  static final Key<Integer> MAX_HISTORY =
      Key.standard(
          "max_history", new WholeNumberForm(0, SAMPLES_MAX), 100, "How many samples are kept.");

  private static final Key<Integer> HISTORY_SIZE =
      Key.optional(
          "history_size", new WholeNumberForm(0, SAMPLES_MAX), "none", "As `max_history`.");

  static final Key<Fields> PROCESS_METRICS =
      Key.optional(
          "process_metrics",
          Shape.of(ENABLED, INTERVAL, MAX_HISTORY, HISTORY_SIZE)
              .rule(StoreKeys::checkInterval, ENABLED, INTERVAL),
          "off",
          "Samples of each process, for `<base_path>/metrics` and for Prometheus.");

  static final Shape METRICS = Shape.of(ENABLED, METRICS_LISTEN, PROCESS_METRICS);

  private static final Key<String> PRIMARY =
      Key.optional("primary", new TextForm(), "none", "The store that is read.");

  private static final Key<Fields> STORES =
      Key.optional(
          "stores",
          Shape.of(
              ServerKeys.unused("sqlite"),
              ServerKeys.unused("postgres"),
              ServerKeys.unused("clickhouse"),
              ServerKeys.unused("opensearch")),
          "none",
          "Where it is kept: always in Tend's own state.");

  private static final Key<Node> IN_STORE = ServerKeys.unused("in_store");

  static final Shape HISTORY =
      Shape.of(
              ENABLED,
              PRIMARY,
              STORES,
              IN_STORE,
              ServerKeys.unused("opensearch_url"),
              ServerKeys.unused("opensearch_index"),
              ServerKeys.unused("clickhouse_url"),
              ServerKeys.unused("clickhouse_table"))
          .rule(StoreKeys::sayWhereItIs, ENABLED);

  private StoreKeys() {}

  static int samples(Fields processMetrics) {
    return processMetrics.find(HISTORY_SIZE).orElse(processMetrics.get(MAX_HISTORY));
  }

  private static void checkInterval(Fields processMetrics, Problems problems) {
    if (processMetrics.get(ENABLED) && processMetrics.get(INTERVAL).compareTo(INTERVAL_MIN) < 0) {
      problems.add(
          processMetrics.place(INTERVAL),
          "interval is shorter than " + new DurationText(INTERVAL_MIN),
          "The default is 5s.");
    }
  }

  private static void sayWhereItIs(Fields history, Problems problems) {
    if (history.get(ENABLED)) {
      problems.warn(
          history.place(ENABLED),
          "history is kept by Tend itself; stores of other kinds are not written yet",
          "'tend events' shows it.");
    }
  }
}
