package dev.tend.daemon.provisr;

import dev.tend.api.Codec;
import dev.tend.config.provisr.ProvisrSettings;
import dev.tend.core.text.Nearest;
import dev.tend.daemon.http.Call;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.routes.ConfigurationSource;
import dev.tend.daemon.routes.JobFile;
import dev.tend.daemon.routes.Logs;
import dev.tend.daemon.routes.Past;
import dev.tend.engine.Engine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/// The HTTP API of provisr under its `base_path`, with the same paths, status codes and bodies, in
/// front of Tend's own.
///
/// Each call has a virtual thread of its own: it may wait for as long as a process takes, and a
/// stop comes through while a start is still under way.
public final class ProvisrApi implements Function<Call, Response> {

  private final String basePath;
  private final List<Verb> verbs;
  private final Codec codec;
  private final Function<Call, Response> rest;

  /// The API that a provisr configuration asks for, in front of `rest`.
  public static ProvisrApi of(
      ProvisrSettings settings,
      Measures measures,
      Engine engine,
      ConfigurationSource source,
      Logs logs,
      Past past,
      Codec codec,
      Function<Call, Response> rest) {
    Lifts lifts = new Lifts(engine);
    Registered registered = new Registered(lifts, source, settings.specs(), codec);
    Processes processes = new Processes(lifts, source, registered);
    Insight insight =
        new Insight(settings, lifts, source, processes, registered, new LogTails(logs));
    List<Verb> history = settings.history() ? new History(lifts, past).verbs() : List.of();
    return new ProvisrApi(
        settings.basePath(),
        Stream.of(
                processes.verbs(),
                registered.verbs(),
                new Jobs(lifts, new ProgramFiles("job", source, codec)).verbs(),
                new CronJobs(lifts, new ProgramFiles("cronjob", source, codec)).verbs(),
                new Groups(lifts, processes::form).verbs(),
                insight.verbs(),
                measures.routes().verbs(),
                history)
            .flatMap(List::stream)
            .toList(),
        codec,
        rest);
  }

  /// How a job that is added by Tend's own API is kept in the programs directory.
  public static JobFile jobFile(Codec codec) {
    return OwnWords.jobFile(codec);
  }

  /// Whether a program file is one that a client added a job with, and nobody put there by hand.
  public static boolean isRegistered(Path file, Codec codec) {
    return ProgramFiles.isRegistered(file, codec);
  }

  /// @param basePath empty, or `/api`: without a slash at its end
  /// @param rest answers what is not under it
  ProvisrApi(String basePath, List<Verb> verbs, Codec codec, Function<Call, Response> rest) {
    this.basePath = basePath;
    this.verbs = List.copyOf(verbs);
    this.codec = codec;
    this.rest = rest;
  }

  @Override
  public Response apply(Call call) {
    String path = call.path();
    if (!path.equals(basePath) && !path.startsWith(basePath + "/")) {
      return rest.apply(call);
    }
    String own = path.substring(basePath.length());
    String method = call.method().equals("HEAD") ? "GET" : call.method();
    boolean known = false;
    for (Verb verb : verbs) {
      Optional<Map<String, String>> match = verb.match(own);
      if (match.isPresent() && verb.method().equals(method)) {
        return answer(verb, new Ask(call, match.get()));
      }
      known |= match.isPresent();
    }
    if (!known && basePath.isEmpty()) {
      return rest.apply(call);
    }
    return known
        ? Response.failure(405, path + " does not take " + call.method(), "")
        : Response.failure(404, "there is nothing at " + path, hint(own));
  }

  private String hint(String path) {
    return Nearest.hint(
        path, verbs.stream().map(Verb::path).filter(text -> !text.contains("{")).toList());
  }

  private Response answer(Verb verb, Ask ask) {
    return new Response.Later(
        CompletableFuture.supplyAsync(() -> perform(verb, ask), Thread::startVirtualThread));
  }

  private Response perform(Verb verb, Ask ask) {
    try {
      return new Response.Json(200, codec.writeAny(verb.action().answer(ask)));
    } catch (Refused refused) {
      return refused.response();
    }
  }

  /// One entry of the table of what can be called.
  ///
  /// @param path behind the base path, with `{name}` for what varies
  record Verb(String method, String path, Action action) {

    Optional<Map<String, String>> match(String actual) {
      String[] pattern = path.split("/", -1);
      String[] given = actual.split("/", -1);
      if (pattern.length != given.length) {
        return Optional.empty();
      }
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < pattern.length; i++) {
        if (pattern[i].startsWith("{")) {
          values.put(pattern[i].substring(1, pattern[i].length() - 1), given[i]);
        } else if (!pattern[i].equals(given[i])) {
          return Optional.empty();
        }
      }
      return Optional.of(values);
    }
  }

  /// What a call does.
  @FunctionalInterface
  interface Action {

    /// @return the body, of maps, lists, strings, numbers and booleans
    Object answer(Ask ask) throws Refused;
  }
}
