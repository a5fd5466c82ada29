package dev.tend.daemon.history;

import dev.tend.api.EventRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The causes of an event in one column: a line each, with its time, its kind, the unit that an
/// edge leads to, and the sentence, with tabs in between.
final class ChainText {

  private static final int FIELDS = 4;

  private ChainText() {}

  static String of(List<EventRecord.Link> chain) {
    return chain.stream().map(ChainText::line).collect(Collectors.joining("\n"));
  }

  private static String line(EventRecord.Link link) {
    String unit = link.unit();
    return String.join(
        "\t", link.at(), link.kind(), unit == null ? "" : unit, plain(link.sentence()));
  }

  private static String plain(String sentence) {
    return sentence.replace('\t', ' ').replace('\n', ' ');
  }

  /// Reads what [#of] wrote; what is no cause is left out.
  static List<EventRecord.Link> parse(@Nullable String text) {
    List<EventRecord.Link> chain = new ArrayList<>();
    if (text != null) {
      for (String line : text.split("\n", -1)) {
        String[] fields = line.split("\t", FIELDS);
        if (fields.length == FIELDS) {
          String unit = fields[2].isEmpty() ? null : fields[2];
          chain.add(new EventRecord.Link(fields[0], fields[1], unit, fields[3]));
        }
      }
    }
    return chain;
  }
}
