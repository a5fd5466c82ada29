package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Notice;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a datagram means, as sd_notify(3) has it.
class NoticeTextTest {

  private static final int SENDER = 42;

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void aMessageSays(String text, List<Notice> notices) {
    NoticeText read = NoticeText.parse(text, SENDER);

    assertThat(read.notices()).isEqualTo(notices);
    assertThat(read.mainPid()).isEmpty();
    assertThat(read.stores()).isFalse();
  }

  static Stream<Arguments> messages() {
    Notice ready = new Notice.Ready(SENDER);
    return Stream.of(
        says("READY=1", ready),
        says("READY=1\n", ready),
        says("READY=0"),
        says("READY=1 "),
        says("ready=1"),
        says("RELOADING=1", new Notice.Reloading()),
        says("STOPPING=1", new Notice.Stopping()),
        says("WATCHDOG=1", new Notice.Ticked()),
        says("WATCHDOG=trigger", new Notice.Hung()),
        says("WATCHDOG=0"),
        says("WATCHDOG_USEC=300000", new Notice.WatchdogEvery(Duration.ofMillis(300))),
        says("WATCHDOG_USEC=0", new Notice.WatchdogEvery(Duration.ZERO)),
        says("WATCHDOG_USEC=-1"),
        says("EXTEND_TIMEOUT_USEC=1500000", new Notice.MoreTime(Duration.ofMillis(1500))),
        says("EXTEND_TIMEOUT_USEC=99999999999999999999", new Notice.MoreTime(Notice.MoreTime.MAX)),
        says("EXTEND_TIMEOUT_USEC=soon"),
        says("ERRNO=2", new Notice.Failing(2)),
        says("ERRNO=99999", new Notice.Failing(4095)),
        says("STATUS=3 of 8 = more", new Notice.Status("3 of 8 = more")),
        says("STATUS=", new Notice.Status("")),
        says("STATUS=\u001b[31mred\u0007", new Notice.Status("[31mred")),
        says("STATUS=" + "x".repeat(500), new Notice.Status("x".repeat(200))),
        says("STATUS=" + "x".repeat(199) + "\ud83d\ude00", new Notice.Status("x".repeat(199))),
        // The last of two counts, and what is ready after a reload has a status before that.
        says("STATUS=a\nSTATUS=b", new Notice.Status("b")),
        says("READY=1\nSTATUS=up", new Notice.Status("up"), ready),
        says("READY=1\nRELOADING=1", new Notice.Reloading(), ready),
        says("X_OURS=1\nBARRIER=1\nMONOTONIC_USEC=5"),
        says(""),
        says("=1\nREADY"),
        says("\n\nREADY=1\n\n", ready));
  }

  @Test
  void aMainProcessIsNamedByANumber() {
    assertThat(main("MAINPID=4711")).hasValue(4711);
    assertThat(main("MAINPID=0")).isEmpty();
    assertThat(main("MAINPID=-5")).isEmpty();
    assertThat(main("MAINPID=99999999999")).isEmpty();
    assertThat(main("MAINPID=self")).isEmpty();
  }

  @Test
  void descriptorsAreHandedOverByOneWordOnly() {
    assertThat(NoticeText.parse("FDSTORE=1\nFDNAME=x", SENDER).stores()).isTrue();
    assertThat(NoticeText.parse("FDSTOREREMOVE=1\nFDNAME=x", SENDER).stores()).isFalse();
  }

  private static OptionalInt main(String text) {
    return NoticeText.parse(text, SENDER).mainPid();
  }

  private static Arguments says(String text, Notice... notices) {
    return Arguments.of(text, List.of(notices));
  }
}
