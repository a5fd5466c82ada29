package dev.tend.cli;

import dev.tend.cli.CommandVerb.Order;
import java.util.List;
import java.util.Optional;

/// Every verb there is. A verb comes to be only when it is asked for, so that a call loads what it
/// uses.
final class Verbs {

  /// The first words of verbs that have two.
  static final List<Family> FAMILIES =
      List.of(
          new Family("group", "List, show, start or stop groups"),
          new Family("job", "List, show, run and command jobs"),
          new Family("cron", "List, show and command cron jobs; say what a schedule means"));

  /// What the daemon's program does itself.
  static final List<String> OF_DAEMON =
      List.of(
          "serve",
          "up",
          "check",
          "register",
          "register-file",
          "unregister",
          "forecast",
          ExplainVerb.NAME);

  /// What hands try that are used to provisr, and Tend does not have.
  private static final List<String> NOT_THERE_YET = List.of("auth", "login", "logout");

  /// In the order in which help lists them.
  static final List<Section> SECTIONS =
      List.of(
          new Section(
              "Run", List.of("up", "serve", "check", "plan", "apply", "reload", "shutdown")),
          new Section(
              "Look",
              List.of("status", "why", "forecast", "graph", "logs", "events", "runs", "simulate")),
          new Section("Command", List.of("start", "stop", "restart", "scale")),
          new Section("Register", List.of("register", "register-file", "unregister", "template")),
          new Section("Groups", List.of("group list", "group status", "group start", "group stop")),
          new Section(
              "Jobs",
              List.of(
                  "job list",
                  "job show",
                  "job run",
                  "job stop",
                  "job suspend",
                  "job resume",
                  "job delete")),
          new Section(
              "Cron jobs",
              List.of(
                  "cron list",
                  "cron show",
                  "cron history",
                  "cron suspend",
                  "cron resume",
                  "cron trigger",
                  ExplainVerb.NAME)),
          new Section("More", List.of("version", "completion", "help")));

  /// Verbs of two words that begin with the same one.
  record Family(String word, String meaning) {

    /// The second words that there are.
    List<String> verbs() {
      return names().stream()
          .filter(name -> name.startsWith(word + " "))
          .map(name -> name.substring(word.length() + 1))
          .toList();
    }
  }

  /// Verbs that stand together.
  record Section(String title, List<String> verbs) {}

  private Verbs() {}

  static List<String> names() {
    return SECTIONS.stream().flatMap(section -> section.verbs().stream()).toList();
  }

  static Optional<Family> family(String word) {
    return FAMILIES.stream().filter(family -> family.word().equals(word)).findFirst();
  }

  static Optional<Verb> named(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "up" -> new UpVerb();
          case "serve" -> new ServeVerb();
          case "check" -> new CheckVerb();
          case "plan" -> new PlanVerb();
          case "simulate" -> new SimulateVerb();
          case "apply" -> new ApplyVerb();
          case "reload" -> new ReloadVerb();
          case "shutdown" -> new ShutdownVerb();
          case "status" -> new StatusVerb();
          case "why" -> new WhyVerb();
          case "graph" -> new GraphVerb();
          case "logs" -> new LogsVerb();
          case "events" -> new EventsVerb();
          case "runs" -> new RunsVerb();
          case "start" -> new CommandVerb(Order.START);
          case "stop" -> new CommandVerb(Order.STOP);
          case "restart" -> new CommandVerb(Order.RESTART);
          case "scale" -> new ScaleVerb();
          case "group list" -> new GroupListVerb();
          case "group status", "group-status" -> new GroupStatusVerb(name);
          case "group start", "group-start" -> new GroupCommandVerb(name, Order.START);
          case "group stop", "group-stop" -> new GroupCommandVerb(name, Order.STOP);
          case "job list", "job" -> new JobListVerb(name);
          case "job show" -> new JobShowVerb();
          case "job run" -> new JobRunVerb();
          case "job stop" -> new JobCommandVerb("stop", "Stop a job and its workers");
          case "job suspend" ->
              new JobCommandVerb("suspend", "Stop a job's workers until it is resumed");
          case "job resume" -> new JobCommandVerb("resume", "Let a suspended job go on");
          case "job delete" -> new JobDeleteVerb();
          case "register" -> new RegisterVerb(false);
          case "register-file" -> new RegisterVerb(true);
          case "unregister" -> new UnregisterVerb();
          case "template" -> new TemplateVerb();
          case "cron list", "cron" -> new CronListVerb(name);
          case "cron show" -> new CronShowVerb();
          case "cron history" -> new CronHistoryVerb();
          case "cron suspend" -> new CronTellVerb(CronTellVerb.Order.SUSPEND);
          case "cron resume" -> new CronTellVerb(CronTellVerb.Order.RESUME);
          case "cron trigger" -> new CronTellVerb(CronTellVerb.Order.TRIGGER);
          case ExplainVerb.NAME -> new ExplainVerb();
          case "forecast" -> new ForecastVerb();
          case "version" -> new VersionVerb();
          case "completion" -> new CompletionVerb();
          case "help" -> new HelpVerb();
          case NamesVerb.NAME -> new NamesVerb();
          default -> null;
        });
  }

  /// The verb of that name, or the complaint that there is none.
  static Verb require(String name) {
    return named(name).orElseThrow(() -> unknown(name));
  }

  private static WrongUsage unknown(String name) {
    Optional<Family> family = family(name);
    if (family.isPresent()) {
      return new WrongUsage(
          name + " needs a verb of its own",
          "One of: " + String.join(", ", family.get().verbs()) + ".");
    }
    if (NOT_THERE_YET.contains(name)) {
      return new WrongUsage(
          "'" + name + "' is not there yet", "See 'tend help' for what there is.");
    }
    String suggestion = Suggestion.hint(names(), name);
    return new WrongUsage(
        "there is no verb '" + name + "'",
        suggestion.isEmpty() ? "See 'tend help' for all of them." : suggestion);
  }
}
