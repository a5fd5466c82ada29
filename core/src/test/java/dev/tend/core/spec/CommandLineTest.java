package dev.tend.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void aPlainTextIsSplitWithoutAShell() {
    assertSplit("bin/web --port 8080", "bin/web", "--port", "8080");
    assertSplit("  sleep\t 5 \n", "sleep", "5");
    assertSplit("echo 'a b' \"c d\" e\\ f", "echo", "a b", "c d", "e f");
    assertSplit("echo a'b'\"c\"d", "echo", "abcd");
    assertSplit("echo ''", "echo", "");
    assertSplit("echo '$HOME | x' \"\\$HOME\"", "echo", "$HOME | x", "$HOME");
    assertSplit("echo \"a\\b\" \"a\\\\b\" a\\\\b", "echo", "a\\b", "a\\b", "a\\b");
    assertSplit("java \\\n  -jar web.jar", "java", "-jar", "web.jar");
    assertSplit("server --mode=fast X=1", "server", "--mode=fast", "X=1");
    assertSplit("echo ünïcödé 😀", "echo", "ünïcödé", "😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a | b",
        "a && b",
        "a > out",
        "a; b",
        "a &",
        "echo $HOME",
        "echo \"$HOME\"",
        "echo \"`date`\"",
        "ls *.txt",
        "ls ~/x",
        "a\nb",
        "A=b cmd",
        "cd /srv",
        "exec web",
        ". ./env",
        "while true",
        "ulimit -n 10",
        "echo hi # it's a comment",
        "cat <<EOF\nit's\nEOF",
        "sh -c 'a' && b",
      })
  void whatNeedsAShellIsGivenToOneAsItIs(String text) {
    assertSplit(text, "/bin/sh", "-c", text);
  }

  @Test
  void aShellIsNeverWrappedInAShell() {
    assertSplit("sh -c 'a | b'", "sh", "-c", "a | b");
    assertSplit("/bin/sh -c \"echo $HOME\"", "/bin/sh", "-c", "echo $HOME");
    assertSplit("bash -ec 'cd /srv; exec web' x", "bash", "-ec", "cd /srv; exec web", "x");
  }

  @Test
  void aMissingEndIsFoundWhereTheThingBegins() {
    assertThat(CommandLine.read("echo 'a")).isEqualTo(new CommandLine.Unfinished('\'', 5));
    assertThat(CommandLine.read(" echo \"a")).isEqualTo(new CommandLine.Unfinished('"', 6));
    assertThat(CommandLine.read("a | grep \"x")).isEqualTo(new CommandLine.Unfinished('"', 9));
    assertThat(CommandLine.read("a\\")).isEqualTo(new CommandLine.Unfinished('\\', 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "''", "'' x"})
  void aTextWithoutAProgramIsEmpty(String text) {
    assertThat(CommandLine.read(text)).isEqualTo(new CommandLine.Empty());
  }

  private static void assertSplit(String text, String... argv) {
    assertThat(CommandLine.read(text)).isEqualTo(new CommandLine.Split(new Command(List.of(argv))));
  }
}
