package dev.tend.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RightsTest {

  /// The second set is what container engines usually leave to root.
  @ParameterizedTest
  @CsvSource({
    "0, 000001ffffffffff, ''",
    "0, 00000000a80425fb, SYS_PTRACE",
    "0, 00000000a804251b, KILL SETGID SETUID SYS_PTRACE",
    "0, 0000000000000000, CHOWN KILL SETGID SETUID SYS_PTRACE",
    "1000, 0000000000000000, ''"
  })
  void rootIsToldWhatItLacks(int uid, String set, String missing) {
    String status = "Name:\tjava\nUid:\t7\t%d\t7\t7\nCapEff:\t%s\nCapBnd:\t0\n".formatted(uid, set);

    String warned = String.join("\n", Rights.read(status).warnings());

    assertThat(warned.replaceAll("no CAP_([A-Z_]+) here: .*", "$1").replace('\n', ' '))
        .isEqualTo(missing);
  }

  @Test
  void theKernelsOwnTextIsUnderstood() throws IOException {
    boolean root = Rights.ofThisProcess().root();

    assertThat(root).isEqualTo(System.getProperty("user.name").equals("root"));
  }
}
