package dev.tend.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which file each instance has.
class InstancePathTest {

  @ParameterizedTest
  @CsvSource({
    "/run/web.pid,                   1, /run/web.pid",
    "/run/web.pid,                   2, /run/web.2.pid",
    "/run/web,                       2, /run/web.2",
    "/run/v1.2/web,                  3, /run/v1.2/web.3",
    "/run/.web,                      2, /run/.web.2",
    "/run/{unit}.pid,                1, /run/a.b.pid",
    "/run/{unit},                    2, /run/a.b.2",
    "/run/{unit}/{instance}.pid,     1, /run/a.b/1.pid",
    "/run/{unit}-{instance}.pid,    12, /run/a.b-12.pid",
  })
  void eachInstanceHasAFileOfItsOwn(String template, int number, String expected) {
    InstanceId instance = new InstanceId(new UnitName("a.b"), number);

    assertThat(new InstancePath(template).of(instance)).isEqualTo(expected);
  }

  @Test
  void aPathThatCountsFromNowhereIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new InstancePath("web.pid"));
  }
}
