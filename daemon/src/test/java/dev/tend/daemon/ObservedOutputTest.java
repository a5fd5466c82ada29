package dev.tend.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.UnitName;
import dev.tend.daemon.routes.Opening;
import dev.tend.engine.Output.Stream;
import dev.tend.linux.LinuxOutput;
import dev.tend.linux.Losses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservedOutputTest {

  private static final Writer WEB = Writer.of(new InstanceId(new UnitName("web"), 1));

  @TempDir Path folder;
  private final List<Opening> told = new ArrayList<>();
  private ObservedOutput output;

  @BeforeEach
  void begin() {
    output = new ObservedOutput(new LinuxOutput(folder.resolve("run"), folder, new NoLosses()));
    var _ = output.onOpen(told::add);
  }

  @AfterEach
  void end() {
    output.close();
  }

  @Test
  void readersHearOfNewFilesAndNotOfEachStart() throws IOException {
    Path log = folder.resolve("web.1.stdout.log");
    Files.writeString(log, "of an earlier daemon\n");

    output.open(WEB, LogRule.DEFAULT);
    output.open(WEB, LogRule.DEFAULT);
    output.open(WEB, LogRule.DEFAULT);

    assertThat(told).hasSize(1);
    Opening.End end = told.getFirst().files().get(Stream.STDOUT);
    assertThat(end).extracting(Opening.End::file).isEqualTo(log);
    assertThat(end).extracting(Opening.End::position).asString().endsWith(":21");
  }

  @Test
  void readersHearOfOtherFilesAndOfNone() {
    output.open(WEB, LogRule.DEFAULT);
    output.open(WEB, elsewhere());
    output.retire(WEB.instance());

    assertThat(told).hasSize(3);
    assertThat(told.get(1).files().get(Stream.STDOUT))
        .isEqualTo(new Opening.End(folder.resolve("elsewhere.log"), ":0"));
    assertThat(told.get(2).files()).isEqualTo(Map.of());
  }

  private record NoLosses() implements Losses {
    @Override
    public void began(Writer writer, Stream stream, String errno) {
      throw new AssertionError(errno);
    }

    @Override
    public void ended(Writer writer, Stream stream, long bytes, String errno) {
      throw new AssertionError(errno);
    }

    @Override
    public void holding(String sentence) {
      throw new AssertionError(sentence);
    }
  }

  private LogRule elsewhere() {
    LogRule.Target file = new LogRule.Target.File(folder.resolve("elsewhere.log").toString());
    return new LogRule(file, LogRule.DEFAULT.stderr(), 0, 0, false, false);
  }
}
