package dev.tend.daemon.provisr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.Command;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.ServiceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecFormTest {

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT1S, 1", "PT24H, 1", "PT25H, 2", "PT168H, 7"})
  void theAgeOfLogsIsInWholeDaysAndNeverBecomesNone(Duration keepFor, long days) {
    LogRule usual = LogRule.DEFAULT;
    ServiceSpec spec =
        ServiceSpec.of("web", "true")
            .withLog(
                new LogRule(
                    usual.stdout(),
                    usual.stderr(),
                    usual.maxSizeBytes(),
                    usual.maxAge(),
                    usual.keep(),
                    keepFor,
                    usual.compress(),
                    usual.timestamps()));

    assertThat(SpecForm.of(spec)).asString().contains("maxAgeDays=" + days + ",");
  }

  /// `args` beside `command` would be refused when it is sent back.
  @Test
  void aShellsLineIsACommandAndWordsAreArguments() {
    assertThat(SpecForm.of(ServiceSpec.of("web", "/bin/sh", "-c", "a | b")))
        .containsEntry("command", "a | b")
        .containsEntry("args", null);
    assertThat(SpecForm.of(ServiceSpec.of("web", "a", "b c")))
        .containsEntry("command", "")
        .containsEntry("args", List.of("a", "b c"));
  }

  /// So that it is understood when it is sent back.
  @Test
  void thePidOfADetectorIsANumber() {
    ServiceSpec spec = ServiceSpec.of("web", "true").withDetectors(List.of(new Detector.Pid(4711)));

    assertThat(SpecForm.of(spec))
        .containsEntry("detectors", List.of(Map.of("type", "pid", "pid", 4711)));
  }

  @Test
  void hooksAreWrittenAsLinesOfWhichAShellReadsTheSameWords() {
    Hook hook = Hook.of("warm", new Command(List.of("echo", "it's", "a b"))).unwaited();
    Hooks hooks = Hooks.NONE.with(HookPhase.POST_START, List.of(hook));

    assertThat(SpecForm.lifecycle(hooks))
        .containsEntry("pre_start", null)
        .extractingByKey("post_start")
        .asString()
        .contains("name=warm", "command=echo 'it'\\''s' 'a b'", "run_mode=async")
        .contains("timeout=30000000000");
  }
}
