package dev.tend.daemon.provisr;

import dev.tend.api.Codec;
import dev.tend.api.MalformedException;
import dev.tend.config.problem.Problem;
import dev.tend.config.provisr.ProvisrSpecs;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Reply;
import dev.tend.daemon.routes.ConfigurationSource;
import dev.tend.daemon.routes.ConfigurationSource.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The files of jobs and cron jobs in the programs directory, as clients make, change and delete
/// them.
///
/// @param type what `type` says in them: `job` or `cronjob`
record ProgramFiles(String type, ConfigurationSource source, Codec codec) {

  /// Keys that answers have beside the spec, so that what comes back changed has them too.
  private static final List<String> ANSWERED = List.of("status", "next_schedule", "provisioned");

  /// What problems call the body of a call.
  private static final Path BODY = Path.of("body");

  /// The mark of a file that the daemon may take away by itself.
  private static final String REGISTERED = "registered";

  /// The text of a file.
  ///
  /// @param registered whether it goes when nobody needs it any more
  static String text(String type, Object spec, boolean registered, Codec codec) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("type", type);
    if (registered) {
      file.put(REGISTERED, true);
    }
    file.put("spec", spec);
    return codec.writeAny(file) + "\n";
  }

  /// Whether a client added it, and nobody put it there by hand.
  static boolean isRegistered(Path file, Codec codec) {
    return Boolean.TRUE.equals(top(file, codec).get(REGISTERED));
  }

  private static Map<?, ?> top(Path file, Codec codec) {
    try {
      return codec.readAny(Files.readString(file)) instanceof Map<?, ?> entry ? entry : Map.of();
    } catch (IOException unreadableOrNoJson) {
      return Map.of();
    }
  }

  Refused notFound(String name) {
    return new Refused(404, type + " \"" + name + "\" not found");
  }

  /// The spec of a unit as a client wrote it; empty where it stands elsewhere.
  Optional<Map<?, ?>> written(UnitName unit) {
    return Optional.ofNullable(source.registered().get(unit))
        .filter(file -> top(file, codec).get("spec") instanceof Map<?, ?>)
        .map(file -> (Map<?, ?>) top(file, codec).get("spec"));
  }

  /// Whether clients cannot change it.
  boolean provisioned(UnitName unit) {
    return !source.registered().containsKey(unit);
  }

  /// Keeps what came with the call, and puts it in force.
  UnitName create(Ask ask) throws Refused {
    Map<Object, Object> spec = spec(ask);
    UnitName name = name(spec.get("name"));
    String text = text(type, spec, type.equals("job"), codec);
    done(source.register(name, text, ask.actor()), type + " \"" + name + "\" already exists");
    return name;
  }

  /// Puts what came with the call in the place of what there was; the name in the path counts.
  void update(UnitName unit, Ask ask) throws Refused {
    Map<Object, Object> spec = spec(ask);
    var _ = name(spec.get("name"));
    spec.put("name", unit.text());
    Path file = changeable(unit, "update");
    if (file.toString().endsWith(".toml")) {
      throw new Refused(
          409,
          "cannot update " + type + " \"" + unit + "\": " + file + " was written by hand",
          "Change it there and reload.");
    }
    String text = text(type, spec, isRegistered(file, codec), codec);
    done(source.replace(unit, text, ask.actor()), "");
  }

  /// Stops it and removes its file.
  ///
  /// @param patience how long it may take before it is killed
  void delete(UnitName unit, Optional<Duration> patience, Ask ask) throws Refused {
    changeable(unit, "delete");
    done(source.unregister(unit, patience, ask.actor()), "");
  }

  private Path changeable(UnitName unit, String verb) throws Refused {
    Path file = source.registered().get(unit);
    if (file == null) {
      throw new Refused(
          409,
          "cannot "
              + verb
              + " "
              + type
              + " \""
              + unit
              + "\": it is defined in the main config file",
          "Change it there and reload.");
    }
    return file;
  }

  private Map<Object, Object> spec(Ask ask) throws Refused {
    try {
      if (!(codec.readAny(ask.call().body()) instanceof Map<?, ?> table)) {
        throw new Refused(400, "invalid JSON: expected an object");
      }
      List<Problem> stray = ProvisrSpecs.strayPaths(ask.call().body(), BODY);
      if (!stray.isEmpty()) {
        throw new Refused(
            400, stray.stream().map(Problem::sentence).collect(Collectors.joining("; ")));
      }
      Map<Object, Object> spec = new LinkedHashMap<>(table);
      ANSWERED.forEach(spec::remove);
      return spec;
    } catch (MalformedException malformed) {
      throw new Refused(400, "invalid JSON: " + malformed.getMessage());
    }
  }

  private UnitName name(@Nullable Object name) throws Refused {
    if (!(name instanceof String text) || text.isBlank()) {
      throw new Refused(400, type + " name required");
    }
    Optional<String> objection = UnitName.objection(Ask.checked(text));
    if (objection.isPresent()) {
      throw new Refused(400, "invalid name: " + objection.get());
    }
    return new UnitName(text);
  }

  private static void done(Outcome outcome, String conflict) throws Refused {
    switch (outcome) {
      case Outcome.Done _ -> {}
      case Outcome.Mistaken(List<String> problems) ->
          throw new Refused(400, String.join("; ", problems));
      case Outcome.Refused(Reply.Refused(Reply.Reason reason, String sentence, String hint)) ->
          throw reason == Reply.Reason.CONFLICT && !conflict.isEmpty()
              ? new Refused(400, conflict, sentence)
              : new Refused(reason == Reply.Reason.CONFLICT ? 409 : 400, sentence, hint);
    }
  }
}
