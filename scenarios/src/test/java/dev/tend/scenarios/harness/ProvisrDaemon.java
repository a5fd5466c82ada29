package dev.tend.scenarios.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A daemon that reads a configuration of provisr, and its API over TCP.
///
/// @param tend the daemon
/// @param port where it listens
/// @param programs its programs directory
public record ProvisrDaemon(Tend tend, int port, Path programs) implements AutoCloseable {

  private static final Jsonb JSON = Jsonb.instance();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// Starts one whose API is under `/api`.
  ///
  /// @param rest what stands in the main file behind its settings
  public static ProvisrDaemon serve(Path folder, String rest) throws IOException {
    return serve(folder, rest, List.of());
  }

  /// The same, with a program in front that runs the daemon: `env`, say.
  public static ProvisrDaemon serve(Path folder, String rest, List<String> before)
      throws IOException {
    int port = freePort();
    Tend tend = Tend.serve(folder, settings("127.0.0.1:" + port) + rest, before);
    return new ProvisrDaemon(tend, port, folder.resolve("programs"));
  }

  public static String settings(String listen) {
    return """
    pid_dir = "pids"
    [server]
    listen = "%s"
    base_path = "/api"
    """
        .formatted(listen);
  }

  public static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /// An answer.
  public record Answer(int status, String body) {

    @SuppressWarnings("unchecked") // by contract
    public Map<String, Object> object() {
      return (Map<String, Object>) JSON.type(Object.class).fromJson(body);
    }

    @SuppressWarnings("unchecked") // by contract
    public List<Map<String, Object>> list() {
      return (List<Map<String, Object>>) JSON.type(Object.class).fromJson(body);
    }

    public String error() {
      return String.valueOf(object().get("error"));
    }

    public Answer isOk() {
      assertThat(body).isEqualTo("{\"ok\":true}");
      assertThat(status).isEqualTo(200);
      return this;
    }

    public Answer isRefused(int expected, String sentence) {
      assertThat(error()).contains(sentence);
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path) {
    return post(path, "");
  }

  public Answer post(String path, String body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api" + path))
        .timeout(Tend.DEADLINE);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /// The status of one process.
  public Map<String, Object> status(String name) {
    Answer answer = get("/status?name=" + name);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.object();
  }

  /// The pid of one process, which has to have one.
  public long pid(String name) {
    long pid = ((Number) status(name).getOrDefault("pid", 0)).longValue();
    assertThat(pid).as("the pid of " + name).isPositive();
    return pid;
  }

  @Override
  public void close() {
    tend.close();
  }
}
