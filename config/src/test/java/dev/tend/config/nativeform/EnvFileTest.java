package dev.tend.config.nativeform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.problem.Problem;
import dev.tend.config.syntax.Problems;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileTest {

  private static final EnvFile FILE = new EnvFile(Path.of("web.env"));

  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "A=b~b",
        "A=~``",
        "  A = b c  ~b c",
        "export A=b~b",
        "A=b # c~b",
        "A=b#c~b#c",
        "A=#c~``",
        "A='b # c' # d~b # c",
        "A='$B\\n'~$B\\n",
        "A=\"b\\\"c\\\\d\\$e\\q\"~b\"c\\d$e\\q",
        "A=\"b=c\"~b=c",
        "A=$HOME~$HOME",
        "A=x=y~x=y",
      })
  void aLineIsReadAsAShellWouldReadIt(String line, String value) {
    assertThat(FILE.values(line, problems)).containsExactly(Map.entry("A", value));
    assertThat(problems.found()).isEmpty();
  }

  @Test
  void theLaterOfTwoLinesCounts() {
    assertThat(FILE.values("A=1\r\n\n# A=2\nA=3\n", problems)).containsExactly(Map.entry("A", "3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {"A~1", "`  =b`~3", "1A=b~1", "A='b~3", "A=\"b\"c~3", "A=  \"b~5"})
  void aBadLineIsSaidWithItsPlace(String line, int column) {
    assertThat(FILE.values("\n" + line, problems)).isEmpty();

    assertThat(problems.found())
        .extracting(Problem::place)
        .extracting(Object::toString)
        .containsExactly("web.env:2:" + column);
  }
}
