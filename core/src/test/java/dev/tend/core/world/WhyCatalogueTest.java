package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Cause;
import dev.tend.core.text.DurationText;
import dev.tend.core.why.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The catalogue of situations in which somebody asks why: each is brought about, and the root
/// cause that the answer must name is pinned. `docs/why.md` is written from it
/// (`-Dtend.docs.write=true`).
class WhyCatalogueTest {

  /// As many as were promised.
  private static final int SITUATIONS_MIN = 60;

  private static final Path PAGE = Path.of(System.getProperty("tend.root", ".."), "docs/why.md");

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static Map<String, List<Situation>> chapters() {
    Map<String, List<Situation>> chapters = new LinkedHashMap<>();
    chapters.put("It runs", WhyOfRunning.all());
    chapters.put("It starts", WhyOfStarting.all());
    chapters.put("It failed, or pauses after a failure", WhyOfFailures.all());
    chapters.put("It is stopped, or stops", WhyOfStops.all());
    chapters.put("It waits", WhyOfWaiting.all());
    chapters.put("Jobs", WhyOfJobs.all());
    chapters.put("Cron jobs", WhyOfCronJobs.all());
    return chapters;
  }

  @TestFactory
  Stream<DynamicContainer> theRootCauseIsNamed() {
    return chapters().entrySet().stream()
        .map(chapter ->
            DynamicContainer.dynamicContainer(
                chapter.getKey(),
                chapter.getValue().stream()
                    .map(each -> DynamicTest.dynamicTest(each.title(), () -> isNamed(each)))));
  }

  private static void isNamed(Situation situation) {
    Answer answer = situation.asked().get().answer();

    String all = situation.title() + "\n" + String.join("\n", Situation.said(answer));
    assertThat(answer.root()).as(all).isEqualTo(situation.root());
    Optional<Cause.Kind> kind = answer.chain().getLast().kind();
    assertThat(kind).as(all).isEqualTo(situation.kind());
    assertThat(Situation.said(answer)).as(all).containsAll(situation.also());
  }

  @Test
  void thereAreAsManyAsWerePromised() {
    assertThat(chapters().values().stream().mapToInt(List::size).sum())
        .isGreaterThanOrEqualTo(SITUATIONS_MIN);
    chapters()
        .values()
        .forEach(each -> assertThat(each).extracting(Situation::title).doesNotHaveDuplicates());
  }

  @Test
  void thePageShowsWhatIsAnswered() throws IOException {
    StringBuilder page = new StringBuilder(FOREWORD);
    chapters()
        .forEach((chapter, situations) -> {
          page.append("\n## ").append(chapter).append('\n');
          situations.forEach(each -> page.append(entry(each)));
        });

    if (Boolean.getBoolean("tend.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page.toString());
  }

  private static final String FOREWORD =
      """
      # Why: a catalogue

      What `tend why` answers, situation by situation: first the root cause, then what followed from it up to the present
      state, what is waited for, and what comes next. Each answer here is the real one: a test brings the situation about in
      a simulated world, pins its root cause, and writes this page. Times are of the simulated clock. The command prints
      ages beside them, the edges of the unit, and the last answers of its probes.
      """;

  private static String entry(Situation situation) {
    Situation.Asked asked = situation.asked().get();
    Answer answer = asked.answer();
    Instant now = asked.host().now().wall();
    StringBuilder entry = new StringBuilder();
    entry.append("\n### ").append(situation.title()).append("\n\n```\n");
    entry.append("$ tend why ").append(answer.name()).append('\n');
    entry.append(answer.root()).append('\n');
    entry.append(answer.name()).append(": ").append(answer.state()).append(" for ");
    Duration age = Duration.between(answer.since(), now);
    entry.append(DurationText.of(age.isNegative() ? Duration.ZERO : age)).append("\n\n");
    entry.append("because, latest first\n");
    int width = answer.chain().stream().mapToInt(link -> link.name().length()).max().orElse(0);
    for (Answer.Link link : answer.chain()) {
      String name = link.name() + " ".repeat(width - link.name().length());
      entry.append("  ").append(CLOCK.format(link.at())).append("  ").append(name);
      entry.append("  ").append(link.sentence()).append('\n');
    }
    list(entry, "it wrote last", answer.lastLines());
    list(entry, "it waits for", answer.waitingFor());
    answer
        .next()
        .ifPresent(next -> {
          String in = DurationText.of(Duration.between(now, next.at()));
          String at = CLOCK.format(next.at());
          list(entry, "next", List.of("in " + in + ", at " + at + ": " + next.what()));
        });
    return entry.append("```\n").toString();
  }

  private static void list(StringBuilder entry, String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      entry.append('\n').append(heading).append('\n');
      lines.forEach(line -> entry.append("  ").append(line).append('\n'));
    }
  }
}
