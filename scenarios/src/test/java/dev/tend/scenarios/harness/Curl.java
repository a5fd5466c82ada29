package dev.tend.scenarios.harness;

import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `curl`, for the API as somebody uses it who has nothing of ours.
///
/// @param folder where it leaves its answers
/// @param base what stands before each path
/// @param options of each call
public record Curl(Path folder, String base, List<String> options) {

  private static final Jsonb JSON = Jsonb.instance();

  /// Calls over the unix socket of a daemon.
  public static Curl of(Tend tend) {
    Path folder = tend.configuration().resolveSibling("");
    return new Curl(folder, "http://tend", List.of("--unix-socket", tend.socket().toString()));
  }

  /// Calls over TCP.
  public static Curl at(Tend tend, int port) {
    return new Curl(tend.configuration().resolveSibling(""), "http://127.0.0.1:" + port, List.of());
  }

  /// An answer.
  ///
  /// @param head its status line and headers
  public record Answer(int status, String head, String body) {

    /// Maps, lists, strings, numbers, booleans.
    public Object json() {
      return JSON.type(Object.class).fromJson(body);
    }

    @SuppressWarnings("unchecked") // by contract
    public Map<String, Object> object() {
      return (Map<String, Object>) json();
    }

    @SuppressWarnings("unchecked") // by contract
    public List<Map<String, Object>> list() {
      return (List<Map<String, Object>>) json();
    }
  }

  public Answer get(String path, String... more) {
    try {
      Path head = Files.createTempFile(folder, "curl", ".head");
      Path body = Files.createTempFile(folder, "curl", ".body");
      List<String> command = command(path, more);
      command.addAll(List.of("-D", head.toString(), "-o", body.toString(), "-w", "%{http_code}"));
      try (Program curl = Program.start(command, folder, Map.of())) {
        Ran ran = curl.awaitEnd(Tend.DEADLINE);
        return new Answer(
            Integer.parseInt(ran.out()), Files.readString(head), Files.readString(body));
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  public Answer post(String path, String... more) {
    List<String> all = new ArrayList<>(List.of("-X", "POST"));
    all.addAll(List.of(more));
    return get(path, all.toArray(String[]::new));
  }

  /// Leaves a call running, whose answer is a stream; to be closed.
  public Program follow(String path, String... more) {
    List<String> command = command(path, more);
    command.add("--no-buffer");
    return Program.start(command, folder, Map.of());
  }

  private List<String> command(String path, String... more) {
    List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error"));
    command.addAll(options);
    command.addAll(List.of(more));
    command.add(base + path);
    return command;
  }
}
