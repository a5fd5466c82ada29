package dev.tend.daemon;

import dev.tend.core.world.Entry;
import dev.tend.engine.Feed;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;

/// Writes what happens to the daemon's log, one fact a line: `unit=web.1 run=mfz3k1c0-17
/// state=backoff from=running cause="…"`.
final class EventLog implements Runnable {

  private final Feed feed;
  private final PrintStream out;
  private long position;

  EventLog(Feed feed, PrintStream out) {
    this.feed = feed;
    this.out = out;
    this.position = feed.origin();
  }

  @Override
  public void run() {
    Feed.Batch batch = feed.after(position);
    if (batch.missed() > 0) {
      out.println(batch.missed() + " events came too fast to be written here");
    }
    for (Entry entry : batch.entries()) {
      out.println(line(entry));
      position = entry.id();
    }
  }

  private static String line(Entry entry) {
    return entry.at().truncatedTo(ChronoUnit.MILLIS)
        + entry.instance().map(id -> " unit=" + id).orElse("")
        + entry.run().map(run -> " run=" + run).orElse("")
        + (entry.to().isPresent() ? " state=" : " event=")
        + entry.type()
        + entry.from().map(state -> " from=" + state.text()).orElse("")
        + " cause=\""
        + entry.cause().sentence()
        + "\"";
  }
}
