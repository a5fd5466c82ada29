package dev.tend.config.nativeform;

import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.HttpUrl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The keys that say what a probe asks: one way, and what belongs to it.
final class CheckKeys {

  private static final Duration INACTIVE = Duration.ofMinutes(5);

  static final Key<Placed<Command>> EXEC =
      Key.optional(
          "exec",
          new Placed.In<>(new CommandForm()),
          "none",
          "Well if this command ends with exit code 0 within `timeout`; then it is killed with"
              + " everything that it started. It runs as the service does; of its output the last"
              + " 4KiB are kept, for the sentence about it.");

  static final Key<String> HTTP =
      Key.optional(
          "http",
          new HttpUrlForm(),
          "none",
          "Well if a GET of this is answered with one of `status`. No redirect is followed.");

  private static final Key<Check.Statuses> STATUS =
      Key.standard(
          "status", new StatusesForm(), Check.Statuses.USUAL, "Which answers to `http` are good.");

  private static final Key<SortedMap<String, String>> HEADERS =
      Key.optional("headers", new HeadersForm(), "none", "Sent with the request of `http`.");

  private static final Key<Check.Wanted> WANTED =
      Key.optional(
          "answer_header",
          new WantedHeaderForm(),
          "none",
          "A header that the answer to `http` has to have.");

  private static final Key<String> SOCKET =
      Key.optional(
          "socket",
          new TemplatePathForm(),
          "the host of the URL",
          "A unix socket that `http` is asked over.");

  private static final Key<Boolean> VERIFY =
      Key.standard(
          "verify",
          new TruthForm(),
          true,
          "Whether the certificate of an `https` server has to be a trusted one in its name.");

  static final Key<String> TCP =
      Key.optional(
          "tcp", new EndpointForm(), "none", "Well if somebody accepts connections there.");

  static final Key<String> FILE =
      Key.optional("file", new TemplatePathForm(), "none", "Well if it is there.");

  static final Key<String> FOLDER =
      Key.optional(
          "folder",
          new TemplatePathForm(),
          "none",
          "Well if something in it was changed less than `inactive` ago; an empty folder, or none, is"
              + " not. At most 100000 entries are looked at.");

  private static final Key<Duration> INACTIVE_KEY =
      Key.standard(
          "inactive",
          DurationForm.aboveZero(),
          INACTIVE,
          "How long nothing in `folder` may change.");

  private static final Key<Boolean> RECURSIVE =
      Key.standard(
          "recursive", new TruthForm(), false, "Whether the folders in `folder` count too.");

  /// The ways that every probe knows.
  static final List<Key<?>> WAYS = List.of(EXEC, HTTP, TCP, FILE);

  /// What belongs to `http`.
  static final List<Key<?>> OF_HTTP = List.of(STATUS, HEADERS, WANTED, SOCKET, VERIFY);

  /// What belongs to `folder`.
  static final List<Key<?>> OF_FOLDER = List.of(INACTIVE_KEY, RECURSIVE);

  private CheckKeys() {}

  /// Reports what is said of something that is not there, or does not go together.
  static void check(Fields fields, Problems problems) {
    belongs(fields, HTTP, OF_HTTP, problems);
    belongs(fields, FOLDER, OF_FOLDER, problems);
    boolean tls =
        fields
            .find(HTTP)
            .flatMap(url -> HttpUrl.parse(Templates.example(url)))
            .filter(HttpUrl::tls)
            .isPresent();
    if (tls && fields.find(SOCKET).isPresent()) {
      problems.add(
          fields.place(SOCKET), "a unix socket is not asked by https", "Write http:// in 'http'.");
    }
  }

  private static void belongs(Fields fields, Key<?> whole, List<Key<?>> parts, Problems problems) {
    for (Key<?> part : parts) {
      if (fields.find(whole).isEmpty() && fields.find(part).isPresent()) {
        problems.add(
            fields.place(part),
            "'" + part.name() + "' is said of '" + whole.name() + "', which is not there");
      }
    }
  }

  /// What is asked; empty where it is nothing of these.
  static Optional<Check> find(Fields fields) {
    return fields
        .find(EXEC)
        .<Check>map(command -> new Check.Exec(command.value()))
        .or(() -> fields.find(HTTP).map(url -> http(url, fields)))
        .or(() -> fields.find(TCP).map(Check.Tcp::new))
        .or(() -> fields.find(FILE).map(Check.FileExists::new))
        .or(() ->
            fields
                .find(FOLDER)
                .map(folder ->
                    new Check.FolderActivity(
                        folder, fields.get(INACTIVE_KEY), fields.get(RECURSIVE))));
  }

  private static Check http(String url, Fields fields) {
    return new Check.Http(
        url,
        fields.find(SOCKET),
        fields.get(STATUS),
        fields.find(HEADERS).orElseGet(TreeMap::new),
        fields.find(WANTED),
        fields.get(VERIFY));
  }
}
