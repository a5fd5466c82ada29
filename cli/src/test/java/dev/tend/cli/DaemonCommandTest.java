package dev.tend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.cli.DaemonCommand.Reading;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DaemonCommandTest {

  private static final GlobalOptions NONE =
      new GlobalOptions(Optional.empty(), Optional.empty(), Optional.empty(), false, false);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void serveTakesItsConfigurationFromItsWordTheOptionOrTheEnvironment() {
    Map<String, String> env = Map.of("TEND_CONFIG", "b.toml");

    assertThat(read(env, "serve", "--config", "a.toml", "--dialect", "provisr"))
        .isEqualTo(told(serve("a.toml", Optional.of("provisr"))));
    assertThat(read(env, "serve", "a.toml")).isEqualTo(told(serve("a.toml", Optional.empty())));
    assertThat(read(env, "serve")).isEqualTo(told(serve("b.toml", Optional.empty())));
    assertThat(read(env, "serve", "a.toml", "--config", "c.toml"))
        .isEqualTo(new Reading.Answered(2));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("tend: the configuration is named twice\nLeave out --config.\n");
  }

  @Test
  void serveTakesWhatADaemonInTheBackgroundNeeds() {
    assertThat(
            read(
                Map.of(),
                "serve",
                "--daemonize",
                "--pidfile",
                "a.pid",
                "--logfile=a.log",
                "a.toml"))
        .isEqualTo(
            told(
                new DaemonCommand.Serve(
                    Optional.of(Path.of("a.toml")),
                    Optional.empty(),
                    true,
                    Optional.of(Path.of("a.pid")),
                    Optional.of(Path.of("a.log")),
                    NONE)));
  }

  private static DaemonCommand serve(String config, Optional<String> dialect) {
    return new DaemonCommand.Serve(
        Optional.of(Path.of(config)), dialect, false, Optional.empty(), Optional.empty(), NONE);
  }

  @Test
  void upAndCheckTakePaths() {
    assertThat(read(Map.of("TEND_CONFIG", "b.toml"), "--json", "up", "a.toml"))
        .isEqualTo(
            told(
                new DaemonCommand.Up(
                    Optional.of(Path.of("a.toml")),
                    Optional.empty(),
                    new GlobalOptions(
                        Optional.empty(), Optional.empty(), Optional.empty(), true, false))));
    assertThat(read(Map.of(), "check", "a.toml", "conf.d"))
        .isEqualTo(
            told(
                new DaemonCommand.Check(
                    List.of(Path.of("a.toml"), Path.of("conf.d")), Optional.empty(), NONE)));
  }

  @Test
  void helpAndMistakesAreAnsweredAtOnce() {
    assertThat(read(Map.of(), "serve", "--help")).isEqualTo(new Reading.Answered(0));
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Run the daemon\n");
    assertThat(read(Map.of(), "check")).isEqualTo(new Reading.Answered(2));
    assertThat(read(Map.of(), "up", "--confg")).isEqualTo(new Reading.Answered(2));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            tend: check needs PATH
            See 'tend help check'.
            tend: there is no option '--confg'
            See 'tend help up'.
            """);
  }

  private Reading read(Map<String, String> env, String... args) {
    return DaemonCommand.read(
        List.of(args),
        env,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static Reading told(DaemonCommand command) {
    return new Reading.Told(command);
  }
}
