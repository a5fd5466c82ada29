package dev.tend.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Program;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of the bench can be told without measuring.
class BenchTest {

  private static final Path BENCH = Sources.ROOT.resolve("bench");

  private static final String FIGURES =
      """
      {"rows": [
        {"name": "tend", "n": 100, "figures": {
          "start": {"unit": "ms", "median": 2, "min": 1, "max": 3, "samples": 3, "values": [3, 1, 2]},
          "crash": {"unit": "ms", "median": 4, "min": 4, "max": 4, "samples": 1, "values": [4]}}},
        {"name": "a<b", "n": 100, "figures": {}, "failed": "it did"}]}
      """;

  /// A second Ctrl-C, or one that comes just when a supervisor is ended.
  private static final String INTERRUPTED =
      """
      import os, signal, sys
      sys.path.insert(0, sys.argv[1])
      from sidebyside import peers, work
      # Who runs the tests in the background has it ignored.
      signal.signal(signal.SIGINT, signal.default_int_handler)
      class Peer(peers.Peer):
          def configure(self):
              print(self.folder)
          def end(self):
              os.kill(os.getpid(), signal.SIGINT)
              super().end()
      try:
          with work.supervised(Peer, ["nobody runs this"], 0):
              pass
      except KeyboardInterrupt:
          print("interrupted")
      """;

  @TempDir private Path folder;

  @Test
  void aCtrlCWhileThingsArePutAwayLeavesNothing() {
    List<String> said = run("python3", "-c", INTERRUPTED, BENCH.toString()).out().lines().toList();

    assertThat(said).hasSize(2).last().isEqualTo("interrupted");
    assertThat(Path.of(said.getFirst())).doesNotExist();
  }

  @Test
  void figuresBecomeATableAndAPicture() throws Exception {
    Path figures = Files.writeString(folder.resolve("figures.json"), FIGURES);
    Path chart = folder.resolve("chart.svg");

    Ran ran =
        run(
            BENCH.resolve("compare").toString(),
            "--from",
            figures.toString(),
            "--chart",
            chart.toString());

    assertThat(ran.out())
        .contains("| tend | 100 | 2 ms (3) | 4.0 ms (1) |")
        .contains("| a<b (failed) | 100 |  |  |");
    var svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(chart.toFile());
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
  }

  private Ran run(String... command) {
    try (Program program = Program.start(List.of(command), folder, Map.of())) {
      Ran ran = program.awaitEnd(Tend.DEADLINE);
      assertThat(ran.exit()).as(ran.err()).isZero();
      return ran;
    }
  }
}
