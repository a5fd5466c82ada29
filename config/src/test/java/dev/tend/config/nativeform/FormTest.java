package dev.tend.config.nativeform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.ListForm;
import dev.tend.config.decode.NumberForm;
import dev.tend.config.decode.SizeForm;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.problem.Problem;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Syntax;
import dev.tend.core.spec.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FormTest {

  private static final Path FILE = Path.of("/etc/tend/tend.yaml");

  @ParameterizedTest
  @MethodSource("taken")
  <T> void aValueIsReadAndWrittenAgain(Form<T> form, String yaml, String written) {
    Problems problems = new Problems();

    Optional<T> value = form.decode(node(yaml, problems), problems);

    assertThat(value.map(form::write)).contains(written);
    assertThat(problems.found()).isEmpty();
  }

  static Stream<Arguments> taken() {
    Form<?> until = ChoiceForm.underscored(Until.class);
    return Stream.of(
        arguments(new TextForm(), "a b", "\"a b\""),
        arguments(new TextForm(), "'8080'", "\"8080\""),
        arguments(new WholeNumberForm(1, 10), "10", "10"),
        arguments(new WholeNumberForm(1, 10), "0xA", "10"),
        arguments(new NumberForm(0, 1), "0.10", "0.1"),
        arguments(new NumberForm(0, 1), "1", "1"),
        arguments(new TruthForm(), "True", "true"),
        arguments(until, "completed_successfully", "\"completed_successfully\""),
        arguments(new DurationForm(Duration.ZERO), "90s", "\"1m30s\""),
        arguments(new SizeForm(), "'1024'", "\"1KiB\""),
        arguments(new ListForm<>(new TextForm()), "[a, b]", "[\"a\", \"b\"]"),
        arguments(new ListForm<>(new TextForm()), "[]", "[]"),
        arguments(new CommandForm(), "[a, 'b c']", "[\"a\", \"b c\"]"),
        arguments(new CommandForm(), "a 'b c'", "[\"a\", \"b c\"]"),
        arguments(new CommandForm(), "a | b", "[\"/bin/sh\", \"-c\", \"a | b\"]"),
        arguments(new PathForm(), "log", "\"/etc/tend/log\""),
        arguments(new PathForm(), "../log", "\"/etc/log\""),
        arguments(new PathForm(), "/log", "\"/log\""),
        arguments(new FolderForm(), "/", "\"/\""),
        arguments(new LogTargetForm(false), "web.{instance}", "\"/etc/tend/web.{instance}\""),
        arguments(new LogTargetForm(false), "stdout", "\"/etc/tend/stdout\""),
        arguments(new LogTargetForm(true), "stdout", "\"stdout\""),
        arguments(new LogTargetForm(true), "none", "\"none\""),
        arguments(new SignalForm(), "sigusr1", "\"USR1\""),
        arguments(new SignalForm(), "15", "\"TERM\""),
        arguments(new UserForm(), "www-data:adm", "\"www-data:adm\""),
        arguments(new UserForm(), "33", "\"33\""),
        arguments(new ListenForm(), "127.0.0.1:7777", "\"127.0.0.1:7777\""),
        arguments(new ListenForm(), "127.8.9.255:0", "\"127.8.9.255:0\""),
        arguments(new ListenForm(), "localhost:65535", "\"localhost:65535\""),
        arguments(new ListenForm(), "'[::1]:80'", "\"[::1]:80\""),
        arguments(EdgeForm.REQUIRES, "db", "\"db\""),
        arguments(EdgeForm.REQUIRES, "{ unit: db }", "\"db\""),
        arguments(
            EdgeForm.REQUIRES,
            "{ unit: db, until: started }",
            "{ unit = \"db\", until = \"started\" }"),
        arguments(
            EdgeForm.REQUIRES,
            "{ unit: '@backend', restart: false }",
            "{ unit = \"@backend\", restart = false }"),
        arguments(EdgeForm.WANTS, "{ unit: db }", "\"db\""),
        arguments(
            EdgeForm.AFTER,
            "{ unit: db, until: completed }",
            "{ unit = \"db\", until = \"completed\" }"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aValueIsRefusedWithAWord(Form<?> form, String yaml, String sentence) {
    Problems problems = new Problems();

    form.decode(node(yaml, problems), problems);

    assertThat(problems.found()).extracting(Problem::sentence).containsExactly(sentence);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(new TextForm(), "[]", "expected text, found a list"),
        arguments(new TextForm(), "", "expected text, found nothing"),
        arguments(new WholeNumberForm(1, 10), "0", "0 is out of range"),
        arguments(new WholeNumberForm(1, 10), "1.0", wholeNumberFound("a number with a fraction")),
        arguments(new WholeNumberForm(1, 10), "yes", wholeNumberFound("text")),
        arguments(new NumberForm(0, 1), ".nan", ".nan is out of range"),
        arguments(new NumberForm(0, 1), ".inf", ".inf is out of range"),
        arguments(new TruthForm(), "yes", "expected true or false, found text"),
        arguments(new ListenForm(), "0.0.0.0:1", beyond("0.0.0.0:1")),
        arguments(new ListenForm(), "'[::]:1'", beyond("[::]:1")),
        arguments(new ListenForm(), "127.0.0.1.example.org:1", beyond("127.0.0.1.example.org:1")),
        arguments(new ListenForm(), "127.0.0.256:1", beyond("127.0.0.256:1")),
        arguments(new ListenForm(), "localhost", "'localhost' is not host:port"),
        arguments(new ListenForm(), "7777", "expected host:port, found a whole number"),
        arguments(new UserForm(), "'root; x'", "'root; x' is not a user"),
        arguments(new SignalForm(), "32", "'32' is not a signal"),
        arguments(new FolderForm(), "/no/such", "there is no folder '/no/such'"),
        arguments(EdgeForm.REQUIRES, "{ unti: ready, unit: db }", "unknown key 'unti'"));
  }

  private static String wholeNumberFound(String kind) {
    return "expected a whole number, found " + kind;
  }

  private static String beyond(String address) {
    return "'"
        + address
        + "' could be reached from beyond this machine, and this version of Tend has no access"
        + " control yet";
  }

  private static Node node(String yaml, Problems problems) {
    return Syntax.YAML
        .parse(FILE, "value: " + yaml, problems)
        .flatMap(table -> table.find("value"))
        .orElseThrow();
  }
}
