package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRoomTest {

  private static final long WRITTEN = LogRoom.FROM_BYTES;

  @TempDir Path folder;

  private final OutputCalls calls = new OutputCalls();
  private final LogRoom room = new LogRoom(calls);
  private Path log;
  private int fd;

  @BeforeEach
  void open() throws Exception {
    log = Files.write(folder.resolve("log"), new byte[(int) WRITTEN]);
    fd = calls.open(log.toString(), OutputCalls.O_RDWR, 0);
    Path other = Files.createFile(folder.resolve("other"));
    int tried = calls.open(other.toString(), OutputCalls.O_RDWR, 0);
    assumeThat(calls.reserve(tried, 0, 1)).as("the file system gives room").isZero();
    calls.close(tried);
    room.opened(fd, stat());
  }

  @AfterEach
  void close() {
    calls.close(fd);
    calls.close();
  }

  @Test
  void isTakenForAWriterWithoutPauseAndGivenBack() {
    room.grew(fd, WRITTEN, WRITTEN, Long.MAX_VALUE);

    assertThat(stat().allocated()).isGreaterThanOrEqualTo(WRITTEN + LogRoom.BYTES);
    assertThat(stat().size()).isEqualTo(WRITTEN);
    room.giveBack(fd);
    assertThat(stat().allocated()).isLessThan(WRITTEN + LogRoom.FROM_BYTES);
    assertThat(stat().size()).isEqualTo(WRITTEN);
  }

  @Test
  void isNotTakenForLittle() {
    room.grew(fd, WRITTEN, WRITTEN - 1, Long.MAX_VALUE);

    assertThat(stat().allocated()).isLessThan(WRITTEN + LogRoom.FROM_BYTES);
  }

  @Test
  void endsWhereTheFileIsToBeRotated() {
    room.grew(fd, WRITTEN, WRITTEN, LogRoom.BYTES / 2);

    assertThat(stat().allocated()).isBetween(WRITTEN, WRITTEN + LogRoom.BYTES / 2 + WRITTEN);
  }

  @Test
  void ofADaemonThatWasKilledIsGivenBackByTheNextOne() {
    room.grew(fd, WRITTEN, WRITTEN, Long.MAX_VALUE);

    new LogRoom(calls).opened(fd, stat());

    assertThat(stat().allocated()).isLessThan(WRITTEN + LogRoom.FROM_BYTES);
    assertThat(stat().size()).isEqualTo(WRITTEN);
  }

  /// One byte more than is there would be a gap of zeros in the log.
  @Test
  void leavesAFileThatSomebodyEmptiedAsItIs() {
    room.grew(fd, WRITTEN, WRITTEN, Long.MAX_VALUE);
    calls.truncate(fd, 0);

    room.giveBack(fd);

    assertThat(stat().size()).isZero();
  }

  private LogStat stat() {
    return calls.stat(fd).orElseThrow();
  }
}
