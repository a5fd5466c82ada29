package dev.tend.daemon;

import dev.tend.core.process.Writer;
import dev.tend.engine.Engine;
import dev.tend.engine.Output;
import dev.tend.linux.Losses;
import dev.tend.linux.Remarks;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// Says that output was lost, or is in danger, and what else the ports have to say, in the daemon's
/// log and among the events.
final class LossReport implements Losses, Remarks {

  private static final Logger LOG = System.getLogger("dev.tend.output");
  private static final String TYPE = "lines_lost";

  private volatile Optional<Engine> engine = Optional.empty();

  /// The output is there before the engine that uses it; until then only the log is told.
  void to(Engine reader) {
    engine = Optional.of(reader);
  }

  @Override
  public void began(Writer writer, Output.Stream stream, String errno) {
    report(
        writer, name(writer, stream) + " is being dropped, its file cannot be written: " + errno);
  }

  @Override
  public void ended(Writer writer, Output.Stream stream, long bytes, String errno) {
    report(writer, bytes + " bytes of " + name(writer, stream) + " were dropped: " + errno);
  }

  @Override
  public void holding(String sentence) {
    LOG.log(Level.WARNING, sentence);
    engine.ifPresent(known -> known.report("holder", sentence));
  }

  @Override
  public void remark(String type, String sentence) {
    LOG.log(Level.WARNING, sentence);
    engine.ifPresent(known -> known.report(type, sentence));
  }

  private static String name(Writer writer, Output.Stream stream) {
    return writer.hook().map(hook -> "the output of hook " + hook).orElse(stream.text());
  }

  private void report(Writer writer, String sentence) {
    LOG.log(Level.WARNING, "unit=" + writer + " " + sentence);
    engine.ifPresent(known -> known.report(writer.instance(), TYPE, sentence));
  }
}
