package dev.tend.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.cli.DaemonCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The forecast of a file, where no daemon runs.
class ForeseeTest {

  private static final String NOTE =
      "note: no past is known of a file: each run is taken to end before the next firing\n";

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void thatNoPastIsKnownStandsBelowAListInWhichARunCouldBeInTheWay() throws IOException {
    forecast("--for", "2d");

    assertThat(text(out)).endsWith("2 in all\n" + NOTE);
    assertThat(text(err)).isEmpty();
  }

  @Test
  void nothingIsSaidWhereNoRunCouldBeInTheWay() throws IOException {
    forecast("--for", "1d");
    forecast("--for", "1s");

    assertThat(text(out)).contains("1 in all\n").doesNotContain("note");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void whoPipesItHearsNothingBeside() throws IOException {
    forecast("--for", "30d", "--json");
    forecast("--for", "30d", "--ics");

    assertThat(text(out)).startsWith("[{\"at\":").contains("\"lasts_ms\":null");
    assertThat(text(err)).isEmpty();
  }

  private void forecast(String... options) throws IOException {
    Path file = folder.resolve("tend.toml");
    Files.writeString(
        file,
        """
        [cron.backup]
        schedule = "30 2 * * *"
        zone = "UTC"
        job = { command = "true" }
        """);
    List<String> line =
        new ArrayList<>(List.of("--socket", folder.resolve("none").toString(), "forecast"));
    line.addAll(List.of(options));
    line.addAll(List.of("--from", "2026-11-22T00:00:00Z", file.toString()));
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream said = new PrintStream(err, true, StandardCharsets.UTF_8);

    DaemonCommand.Reading reading = DaemonCommand.read(line, Map.of(), printed, said);

    DaemonCommand command = ((DaemonCommand.Reading.Told) reading).command();
    int exit =
        new Foresee(Map.of(), printed, said)
            .run((DaemonCommand.Forecast) command, Instant.parse("2026-11-21T00:00:00Z"));
    assertThat(exit).isZero();
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
