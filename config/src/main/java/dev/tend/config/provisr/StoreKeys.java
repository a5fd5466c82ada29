package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.time.Duration;
import java.util.Optional;

/// The keys of `[metrics]` and of `[history]`.
final class StoreKeys {
  private static final int SAMPLES_MAX = 1_000_000;

  /// Of both tables: whether they say anything.
  static final Key<Boolean> ENABLED =
      Key.standard("enabled", new TruthForm(), false, "Whether it is wanted; that is said.");

  static final Key<String> METRICS_LISTEN =
      Key.optional(
          "listen",
          new ListenAnywhereForm(),
          "none",
          "Where Prometheus reads; not there yet, and that is said.");

  static final Key<Duration> INTERVAL =
      Key.standard("interval", new SpanForm(), Duration.ofSeconds(5), "How often it is measured.");

  static final Key<Integer> MAX_HISTORY =
      Key.standard(
          "max_history", new WholeNumberForm(0, SAMPLES_MAX), 100, "How many samples are kept.");

  private static final Key<Integer> HISTORY_SIZE =
      Key.optional(
          "history_size", new WholeNumberForm(0, SAMPLES_MAX), "none", "As `max_history`.");

  static final Key<Fields> PROCESS_METRICS =
      Key.optional(
          "process_metrics",
          Shape.of(ENABLED, INTERVAL, MAX_HISTORY, HISTORY_SIZE),
          "off",
          "Of each process; not there yet, and that is said.");

  static final Shape METRICS =
      Shape.of(ENABLED, METRICS_LISTEN, PROCESS_METRICS)
          .rule(StoreKeys::sayThatNothingIsMeasured, ENABLED, PROCESS_METRICS);

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

  private static void sayThatNothingIsMeasured(Fields metrics, Problems problems) {
    Optional<Fields> processes =
        metrics.find(PROCESS_METRICS).filter(table -> table.find(ENABLED).orElse(false));
    if (metrics.get(ENABLED) || processes.isPresent()) {
      problems.warn(
          metrics.get(ENABLED)
              ? metrics.place(ENABLED)
              : processes.map(table -> table.place(ENABLED)).orElse(metrics.place()),
          "metrics are not there yet, and nothing is measured",
          "");
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
