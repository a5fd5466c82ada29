package dev.tend.config.provisr;

import dev.tend.config.LeftOut;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tables of a main file that are about the daemon and not about its units.
///
/// @param root the whole file
record SettingsDraft(Fields root) {

  ProvisrSettings settings(ProvisrSpecs specs, Path programs) {
    Optional<Fields> server = root.find(MainKeys.SERVER);
    return new ProvisrSettings(
        specs,
        programs,
        root.find(MainKeys.PID_DIR),
        refusals().isEmpty() ? server.flatMap(SettingsDraft::listen) : Optional.empty(),
        basePath(server.map(table -> table.get(ServerKeys.BASE_PATH)).orElse("")),
        path(MainKeys.DAEMON_PID_FILE, ServerKeys.PIDFILE),
        path(MainKeys.DAEMON_LOG_FILE, ServerKeys.LOGFILE),
        root.find(MainKeys.LOG).flatMap(log -> log.find(LogKeys.LEVEL)).orElse(LogLevel.INFO),
        root.find(MainKeys.HISTORY).map(table -> table.get(StoreKeys.ENABLED)).orElse(false),
        metrics());
  }

  /// Why nobody is let in over TCP: what would keep strangers out is not there yet.
  List<LeftOut> refusals() {
    List<LeftOut> refusals = new ArrayList<>();
    Optional<Fields> server = root.find(MainKeys.SERVER);
    server
        .flatMap(table -> table.find(ServerKeys.TLS))
        .ifPresent(tls -> refuse(tls, "TLS", refusals));
    server
        .flatMap(table -> table.find(ServerKeys.AUTH))
        .ifPresent(auth -> refuse(auth, "authentication", refusals));
    root.find(MainKeys.AUTH).ifPresent(auth -> refuse(auth, "authentication", refusals));
    return refusals;
  }

  private static void refuse(Fields table, String what, List<LeftOut> into) {
    Optional<Placed<Boolean>> on = table.find(ServerKeys.ON).filter(Placed::value);
    on.ifPresent(place ->
        into.add(
            new LeftOut.Access(
                new Problem(
                    place.place(),
                    what + " is not there yet, and without it nothing listens on TCP",
                    "The unix socket serves; enabled = false listens on this machine alone."))));
  }

  private static Optional<String> listen(Fields server) {
    return server.get(ServerKeys.ENABLED) ? server.find(ServerKeys.LISTEN) : Optional.empty();
  }

  private Optional<Path> path(Key<Path> ofDaemon, Key<Path> ofServer) {
    return root.find(MainKeys.DAEMON)
        .flatMap(table -> table.find(ofDaemon))
        .or(() -> root.find(MainKeys.SERVER).flatMap(table -> table.find(ofServer)));
  }

  private ProvisrSettings.Metrics metrics() {
    Optional<Fields> metrics = root.find(MainKeys.METRICS);
    Optional<Fields> processes = metrics.flatMap(table -> table.find(StoreKeys.PROCESS_METRICS));
    return new ProvisrSettings.Metrics(
        metrics.map(table -> table.get(StoreKeys.ENABLED)).orElse(false),
        metrics
            .filter(_ -> refusals().isEmpty())
            .flatMap(table -> table.find(StoreKeys.METRICS_LISTEN)),
        processes.map(table -> table.get(StoreKeys.ENABLED)).orElse(false),
        processes.map(table -> table.get(StoreKeys.INTERVAL)).orElse(usual(StoreKeys.INTERVAL)),
        processes.map(StoreKeys::samples).orElse(usual(StoreKeys.MAX_HISTORY)));
  }

  private static <T> T usual(Key<T> key) {
    return switch (key.absence()) {
      case Key.Absence.Standard<T>(T value) -> value;
      case Key.Absence.Refused<T> _, Key.Absence.Otherwise<T> _ ->
          throw new IllegalStateException(key.name() + " has no usual value");
    };
  }

  /// With a slash in front and none behind.
  static String basePath(String written) {
    String bare = written.strip().replaceAll("^/+|/+$", "");
    return bare.isEmpty() ? "" : "/" + bare;
  }
}
