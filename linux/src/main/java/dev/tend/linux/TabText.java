package dev.tend.linux;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Several texts in one, with tabs in between, whatever they hold.
final class TabText {

  private TabText() {}

  static String join(List<?> fields) {
    StringJoiner text = new StringJoiner("\t");
    for (Object field : fields) {
      String plain = field instanceof Instant at ? TimeText.of(at) : field.toString();
      text.add(plain.replace("\\", "\\\\").replace("\t", "\\t"));
    }
    return text.toString();
  }

  /// Takes apart what [#join] put together.
  static List<String> split(String text) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c == '\\' && i + 1 < text.length()) {
        i++;
        field.append(text.charAt(i) == 't' ? '\t' : text.charAt(i));
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
