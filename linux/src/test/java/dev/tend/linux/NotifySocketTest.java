package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// What is said on the socket of a service manager, heard by a program that is not ours.
final class NotifySocketTest {

  private static final String LISTENER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1].replace('@', chr(0)))
      s.settimeout(30)
      print('bound', flush=True)
      print(repr(s.recv(4096)), flush=True)
      """;

  @TempDir private Path folder;

  @Test
  @EnabledIf("hasPython")
  void aMessageArrivesAtAPath() throws IOException {
    assertThat(heardAt(folder.resolve("notify").toString()))
        .isEqualTo("b'READY=1\\nSTATUS=caf\\xc3\\xa9'");
  }

  @Test
  @EnabledIf("hasPython")
  void aMessageArrivesAtAnAbstractName() throws IOException {
    assertThat(heardAt("@tend-" + UUID.randomUUID()))
        .isEqualTo("b'READY=1\\nSTATUS=caf\\xc3\\xa9'");
  }

  @Test
  void whatKeepsAMessageFromArrivingIsSaid() {
    String nobody = folder.resolve("nobody").toString();

    assertThat(new NotifySocket(nobody).send("READY=1")).hasValue("sendto " + nobody + ": ENOENT");
    assertThat(new NotifySocket("vsock:2:1234").send("READY=1"))
        .hasValueSatisfying(said -> assertThat(said).endsWith(": vsock:2:1234"));
    assertThat(new NotifySocket("/" + "x".repeat(107)).send("READY=1")).isPresent();
  }

  private static String heardAt(String address) throws IOException {
    Process listener = new ProcessBuilder("python3", "-c", LISTENER, address).start();
    try (BufferedReader lines = listener.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("bound");
      assertThat(new NotifySocket(address).send("READY=1\nSTATUS=caf\u00e9")).isEmpty();
      return lines.readLine();
    } finally {
      listener.destroyForcibly();
    }
  }

  static boolean hasPython() throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0;
  }
}
