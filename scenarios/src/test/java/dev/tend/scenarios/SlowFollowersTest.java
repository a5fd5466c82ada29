package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two hundred who want the output of a service, and do not take it.
class SlowFollowersTest {

  private static final int FOLLOWERS = 200;
  private static final int LOG_BYTES = 3_000_000;

  /// Each may cost a tenth of the log that it was not sent, the garbage of it included.
  private static final long GROWTH_BYTES_MAX = (long) FOLLOWERS * LOG_BYTES / 6;

  /// Those of the JVM that carry virtual ones, and what it starts beside them under load.
  private static final int THREADS_MAX = 20;

  @TempDir private Path folder;

  @Test
  void costNoThreadEachAndBoundedMemory() throws Exception {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.web]
            command = ["sh", "-c", "yes a line that nobody reads | head -c %d; exec sleep 1000"]
            log = { max_size = "0" }
            """
                .formatted(LOG_BYTES))) {
      Path log = tend.log("web", 1, "stdout");
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(log) && Files.size(log) == LOG_BYTES);
      long bytes = tend.daemon().residentBytes();
      long threads = threads(tend);
      List<SocketChannel> followers = new ArrayList<>();
      try {
        for (int count = 0; count < FOLLOWERS; count++) {
          followers.add(follow(tend.socket()));
        }
        for (SocketChannel follower : followers) {
          assertThat(follower.read(ByteBuffer.allocate(1))).isEqualTo(1);
        }
        tend.daemon().awaitIdle(Duration.ofMillis(500));

        assertThat(tend.daemon().residentBytes() - bytes).isLessThan(GROWTH_BYTES_MAX);
        assertThat(threads(tend) - threads).isLessThan(THREADS_MAX);
        assertThat(tend.run("status").exit()).isZero();
      } finally {
        for (SocketChannel follower : followers) {
          follower.close();
        }
      }
    }
  }

  private static SocketChannel follow(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    String request =
        "GET /v1/units/web/logs?follow=true&lines=1000000 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  private static long threads(Tend tend) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + tend.daemonPid() + "/task"))) {
      return tasks.count();
    }
  }
}
