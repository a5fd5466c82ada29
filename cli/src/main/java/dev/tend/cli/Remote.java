package dev.tend.cli;

import dev.tend.api.Endpoint;
import dev.tend.api.Failure;
import dev.tend.api.JsonClient;
import dev.tend.api.Outcome;
import dev.tend.api.TendClient;
import dev.tend.cli.terminal.DurationText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/// A daemon that is reached by `--api-url`, through provisr's API: provisr itself, or a Tend that
/// offers its routes. What it answers is printed as it comes.
///
/// @param base the segments that its paths begin with, where the endpoint has none
record Remote(Session session, JsonClient client, List<String> base) {

  /// What provisr waits for the end of a process before it kills it, where nobody says.
  private static final String USUAL_WAIT = "3s";

  static List<OptionSpec> options() {
    return List.of(
        Grammar.option("URL", "Speak provisr's API there: http://host:8080/api", "--api-url"),
        Grammar.option("DURATION", "How long an answer may take there (30s)", "--api-timeout"));
  }

  /// The daemon that was named, if one was.
  static Optional<Remote> of(Invocation invocation) {
    Duration wait = Commanding.waitOf(invocation).orElse(Duration.ZERO);
    Duration patience =
        invocation
            .value("--api-timeout")
            .map(Remote::duration)
            .orElse(TendClient.PATIENCE.plus(wait));
    // A token of the environment is meant for the daemon that the environment names.
    Optional<String> token = invocation.value("--token");
    return invocation
        .value("--api-url")
        .map(url ->
            new Remote(
                invocation.session(), new JsonClient(endpoint(url), token, patience), List.of()));
  }

  /// The daemon of the session itself, which offers these routes too.
  ///
  /// @param base what their paths begin with: empty, or `/api`
  static Remote here(Session session, String base) {
    return new Remote(
        session,
        new JsonClient(session.client().endpoint(), session.options().token(), TendClient.PATIENCE),
        segments(base));
  }

  private static List<String> segments(String path) {
    return Stream.of(path.split("/", -1)).filter(it -> !it.isEmpty()).toList();
  }

  private static Endpoint endpoint(String url) {
    if (url.startsWith("https:")) {
      throw new WrongUsage("--api-url with https is not there yet", "Use http in a safe network.");
    }
    try {
      return Endpoint.ofUrl(url);
    } catch (IllegalArgumentException malformed) {
      throw new WrongUsage(String.valueOf(malformed.getMessage()), "");
    }
  }

  private static Duration duration(String text) {
    return DurationText.parse(text)
        .filter(Duration::isPositive)
        .orElseThrow(
            () -> new WrongUsage("'" + text + "' is no duration", "Write 500ms, 30s or 1h30m."));
  }

  int status(Optional<Spelling> units) {
    return print(get("status", query(units.orElse(new Spelling.Wildcard("*")))));
  }

  int start(Spelling units) {
    return say(post("start", query(units), Optional.empty()), "started " + units.text());
  }

  /// Registers and starts what was not there.
  int start(Map<String, Object> spec) {
    return say(
        post("start", new LinkedHashMap<>(), Optional.of(spec)), "started " + spec.get("name"));
  }

  /// Stops, and then says what is.
  int stop(Spelling units, Optional<String> wait) {
    SequencedMap<String, String> query = query(units);
    query.put("wait", wait.orElse(USUAL_WAIT));
    return print(post("stop", query, Optional.empty()).then(_ -> get("status", query(units))));
  }

  int startGroup(String group) {
    return say(post("group/start", group(group), Optional.empty()), "Started group: " + group);
  }

  int stopGroup(String group, Optional<String> wait) {
    SequencedMap<String, String> query = group(group);
    query.put("wait", wait.orElse(USUAL_WAIT));
    return say(post("group/stop", query, Optional.empty()), "Stopped group: " + group);
  }

  int groupStatus(String group) {
    return print(get("group/status", group(group)));
  }

  /// @param units `jobs` or `cronjobs`
  int list(String units) {
    return print(get(units, new LinkedHashMap<>()));
  }

  /// One of those, or something that is below it.
  int show(String units, String path) {
    return print(get(units + "/" + path, new LinkedHashMap<>()));
  }

  int delete(String units, String name) {
    return say(
        client.call("DELETE", below(units + "/" + name), new LinkedHashMap<>(), Optional.empty()),
        "deleted " + name);
  }

  /// @param order `suspend`, `resume` or `trigger`
  int tellCron(String name, String order, String done) {
    return say(
        post("cronjobs/" + name + "/" + order, new LinkedHashMap<>(), Optional.empty()),
        done + " " + name);
  }

  int register(Map<String, Object> spec) {
    return say(
        post("register", new LinkedHashMap<>(), Optional.of(spec)),
        "registered " + spec.get("name"));
  }

  int unregister(String name) {
    return say(
        post("unregister", query(new Spelling.Name(name)), Optional.empty()),
        "unregistered " + name);
  }

  private Outcome<Object> get(String path, SequencedMap<String, String> query) {
    return client.call("GET", below(path), query, Optional.empty());
  }

  private Outcome<Object> post(
      String path, SequencedMap<String, String> query, Optional<Map<String, Object>> body) {
    return client.call("POST", below(path), query, body.map(it -> it));
  }

  private List<String> below(String path) {
    return Stream.concat(base.stream(), segments(path).stream()).toList();
  }

  private static SequencedMap<String, String> query(Spelling units) {
    SequencedMap<String, String> query = new LinkedHashMap<>();
    query.put(units.option(), units.text());
    return query;
  }

  private static SequencedMap<String, String> group(String group) {
    SequencedMap<String, String> query = new LinkedHashMap<>();
    query.put("group", group);
    return query;
  }

  /// Prints an answer as provisr's own command does.
  private int print(Outcome<Object> outcome) {
    return switch (outcome) {
      case Outcome.Failed<Object>(Failure failure) -> session.fail(failure);
      case Outcome.Done<Object>(Object answer) -> {
        session
            .out()
            .println(
                session.json()
                    ? client.codec().writeAny(answer)
                    : client.codec().writePretty(answer));
        yield ExitCode.DONE;
      }
    };
  }

  /// Where the answer is only that it was done.
  private int say(Outcome<Object> outcome, String sentence) {
    if (session.json()) {
      return print(outcome);
    }
    return switch (outcome) {
      case Outcome.Failed<Object>(Failure failure) -> session.fail(failure);
      case Outcome.Done<Object> _ -> {
        session.out().println(sentence);
        yield ExitCode.DONE;
      }
    };
  }
}
