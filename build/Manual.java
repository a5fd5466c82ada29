import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a page of the manual, man(7), out of a generated page of docs: `Manual.java MARKDOWN NAME
/// SECTION DATE VERSION SUMMARY`; on standard output.
///
/// It knows the Markdown that our own generators write, and no other: headings, paragraphs, fenced
/// blocks, lists, and tables, whose first column becomes a tag and whose others become its text.

static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");
static final Pattern NOTE_TO_AUTHORS = Pattern.compile("(?ms)^Generated from .*?^\\n");
static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");
static final Pattern CODE = Pattern.compile("`([^`]*)`");
static final Pattern STRONG = Pattern.compile("\\*\\*([^*]*)\\*\\*");
static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");

void main(String[] words) throws IOException {
  List<String> page = new ArrayList<>();
  page.add(
      ".TH \"%s\" \"%s\" \"%s\" \"Tend %s\" \"Tend\""
          .formatted(words[1].toUpperCase(), words[2], words[3], words[4]));
  page.add(".SH NAME");
  page.add(roff(words[1]) + " \\- " + roff(words[5]));
  page.add(".SH DESCRIPTION");
  String markdown = NOTE_TO_AUTHORS.matcher(Files.readString(Path.of(words[0]))).replaceFirst("");
  write(markdown.lines().toList(), page);
  for (String line : page) {
    IO.println(NOT_ASCII.matcher(line).replaceAll(found -> named(found.group())));
  }
}

/// How groff(7) and mandoc(1) name a character, whatever they take the file to be written in.
String named(String character) {
  return Matcher.quoteReplacement("\\[u%04X]".formatted(character.codePointAt(0)));
}

void write(List<String> lines, List<String> page) {
  boolean fenced = false;
  boolean parted = false;
  List<String> heads = List.of();
  for (String line : lines) {
    if (line.startsWith("```")) {
      fenced = !fenced;
      if (fenced) {
        begin(page);
      }
      page.addAll(fenced ? List.of(".nf", ".RS 4") : List.of(".RE", ".fi"));
    } else if (fenced) {
      page.add(safe(line.replace("\\", "\\e").replace("-", "\\-")));
    } else if (line.startsWith("### ")) {
      page.add(".SS " + quoted(line.substring(4)));
    } else if (line.startsWith("## ")) {
      page.add(".SH " + quoted(line.substring(3)));
    } else if (line.startsWith("|---")) {
      continue;
    } else if (line.startsWith("| ")) {
      List<String> cells = cells(line);
      if (heads.isEmpty()) {
        heads = cells;
      } else {
        row(heads, cells, page);
      }
      continue;
    } else if (line.startsWith("- ")) {
      page.addAll(List.of(".IP \\(bu 2", safe(roff(line.substring(2)))));
    } else if (line.isBlank()) {
      parted = true;
      heads = List.of();
      continue;
    } else if (!line.startsWith("# ") && !line.startsWith("<!--")) {
      if (parted) {
        begin(page);
      }
      page.add(safe(roff(line.strip())));
    }
    parted = false;
    heads = List.of();
  }
}

/// A paragraph, unless a heading has begun one.
void begin(List<String> page) {
  if (!page.getLast().startsWith(".S")) {
    page.add(".PP");
  }
}

/// The tag, what the columns between say where they say something, and the last column.
void row(List<String> heads, List<String> cells, List<String> page) {
  page.addAll(List.of(".TP", safe(roff(cells.getFirst()))));
  List<String> between = new ArrayList<>();
  for (int i = 1; i < cells.size() - 1; i++) {
    if (!cells.get(i).isEmpty()) {
      between.add(i == 1 ? cells.get(i) : heads.get(i) + ": " + cells.get(i));
    }
  }
  if (!between.isEmpty()) {
    page.addAll(List.of(safe(roff("(" + String.join("; ", between) + ")")), ".br"));
  }
  page.add(safe(roff(cells.getLast())));
}

List<String> cells(String line) {
  String inner = line.strip().replaceAll("^\\||\\|$", "");
  return Arrays.stream(CELL_BORDER.split(inner, -1))
      .map(cell -> cell.strip().replace("\\|", "|"))
      .toList();
}

String quoted(String heading) {
  return "\"" + roff(heading).replace("\"", "\\(dq") + "\"";
}

/// Code and what is strong become bold; a minus stays one that can be copied.
String roff(String text) {
  String plain = text.replace("\\", "\\e").replace("-", "\\-");
  String linked = LINK.matcher(plain).replaceAll("$1");
  String bold = CODE.matcher(linked).replaceAll("\\\\fB$1\\\\fR");
  return STRONG.matcher(bold).replaceAll("\\\\fB$1\\\\fR");
}

/// No line of text may look like a request.
String safe(String line) {
  return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
}
