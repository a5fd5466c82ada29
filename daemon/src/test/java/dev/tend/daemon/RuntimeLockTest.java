package dev.tend.daemon;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeLockTest {

  @TempDir private Path runtime;

  @Test
  void aSecondDaemonIsRefusedWithThePidOfTheFirst() throws Exception {
    try (RuntimeLock _ = RuntimeLock.take(runtime)) {
      assertThatThrownBy(() -> RuntimeLock.take(runtime))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("already runs here, with pid " + ProcessHandle.current().pid());
    }
    RuntimeLock.take(runtime).close();
  }
}
