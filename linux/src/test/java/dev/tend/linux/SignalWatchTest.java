package dev.tend.linux;

import static dev.tend.linux.OutputRig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalWatchTest {

  @TempDir private Path folder;

  /// Hears of HUP whatever the parent made of it, and leaves a file then.
  static final class Listener {
    public static void main(String[] args) throws InterruptedException, IOException {
      Path folder = Path.of(args[0]);
      try (var _ = new SignalWatch(Signal.HUP, () -> leave(folder.resolve("heard")))) {
        leave(folder.resolve("listening"));
        Thread.currentThread().join();
      }
    }

    private static void leave(Path file) {
      assertThat(file.toFile().mkdir()).isTrue();
    }
  }

  @Test
  void aSignalThatWasIgnoredAtTheStartIsHeard() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "sh"));
    command.addAll(OtherJvm.command(Listener.class, folder));
    Process listener = new ProcessBuilder(command).inheritIO().start();
    try {
      awaitThat("listening");
      new ProcessBuilder("kill", "-HUP", Long.toString(listener.pid())).start().waitFor();

      awaitThat("heard");
    } finally {
      listener.destroyForcibly().waitFor();
    }
  }

  private void awaitThat(String said) {
    eventually().until(() -> Files.exists(folder.resolve(said)));
  }
}
