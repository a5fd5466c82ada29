package dev.tend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine.Model.OptionSpec;

/// `tend template`: a program to begin with, in a file for `register-file`.
final class TemplateVerb implements Verb {

  private static final String TYPES = "web, api, worker, database, cron, simple";

  @Override
  public String name() {
    return "template";
  }

  @Override
  public String summary() {
    return "Write a program to begin with";
  }

  @Override
  public List<String> details() {
    return List.of(
        "The file is there to be changed, and then registered by 'tend register-file'. A file that"
            + " is there already stays, unless --force says otherwise.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.option("TYPE", "One of " + TYPES, "--type"),
        Grammar.option("NAME", "The program's name (TYPE-sample)", "--name"),
        Grammar.option("FILE", "The file (templates/NAME.json)", "--output"),
        Grammar.flag("Replace the file", "--force"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend template --type web --name shop", "writes templates/shop.json"));
  }

  @Override
  public int run(Invocation invocation) {
    String type =
        canonical(
            invocation
                .value("--type")
                .orElseThrow(
                    () -> new WrongUsage("template needs --type", "One of " + TYPES + ".")));
    String name = invocation.value("--name").orElse(type + "-sample");
    Path file =
        invocation
            .value("--output")
            .map(Path::of)
            .orElseGet(() -> Path.of("templates", name + ".json"));
    Session session = invocation.session();
    if (Files.exists(file) && !invocation.has("--force")) {
      session.err().println("tend: " + file + " is there already; --force replaces it");
      return ExitCode.REFUSED;
    }
    String text = session.client().codec().writePretty(program(type, name).spec());
    try {
      Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(Path.of(".")));
      Files.writeString(file, text + "\n");
    } catch (IOException failed) {
      session.err().println("tend: cannot write " + file + ": " + failed);
      return ExitCode.REFUSED;
    }
    session.out().println("wrote " + file);
    return ExitCode.DONE;
  }

  private static String canonical(String type) {
    return switch (type) {
      case "web", "api", "worker", "database", "cron", "simple" -> type;
      case "webapp" -> "web";
      case "service" -> "api";
      case "background" -> "worker";
      case "db" -> "database";
      case "scheduled" -> "cron";
      case "basic" -> "simple";
      default ->
          throw new WrongUsage("there is no template '" + type + "'", "One of " + TYPES + ".");
    };
  }

  /// What runs on any host as it is: the command is there to be replaced.
  private static Program program(String type, String name) {
    SequencedMap<String, Object> spec = new LinkedHashMap<>();
    spec.put("name", name);
    switch (type) {
      case "web" -> {
        spec.put("command", "python3 -m http.server 8080");
        spec.put("auto_restart", true);
      }
      case "api" -> {
        spec.put("command", "python3 -m http.server 8081 --bind 127.0.0.1");
        spec.put("env", List.of("PORT=8081"));
        spec.put("auto_restart", true);
      }
      case "worker" -> {
        spec.put("command", "sh -c 'while true; do echo working; sleep 5; done'");
        spec.put("instances", 2);
        spec.put("auto_restart", true);
      }
      case "database" -> {
        spec.put("command", "sh -c 'echo replace me with a database; exec sleep 3600'");
        spec.put("priority", 1);
        spec.put("start_duration", 2_000_000_000L);
        spec.put("auto_restart", true);
      }
      case "cron" -> spec.put("command", "sh -c 'date; echo replace me with what is due'");
      default -> spec.put("command", "sleep 60");
    }
    return new Program(spec);
  }
}
