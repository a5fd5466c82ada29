package dev.tend.daemon.provisr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.ServiceSpec;
import java.time.Duration;
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
}
