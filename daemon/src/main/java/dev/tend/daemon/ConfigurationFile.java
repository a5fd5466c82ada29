package dev.tend.daemon;

import dev.tend.config.ConfigurationReader;
import dev.tend.config.Dialect;
import dev.tend.config.Reading;
import dev.tend.config.Registrations;
import dev.tend.config.problem.Problem;
import dev.tend.core.spec.Configuration;
import dev.tend.daemon.registry.Fallback;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration that a daemon was started with, and what has become of it since.
///
/// @param dialect what it is written in; empty means that its content decides
/// @param first what the daemon was started with
/// @param registrations where units are kept that are registered while it runs
/// @param held what it was started with in place of what the files hold, which did not stand its
///   trial
public record ConfigurationFile(
    Path path,
    Optional<Dialect> dialect,
    Reading.Good first,
    Map<String, String> env,
    Registrations registrations,
    Optional<Fallback.Kept> held) {

  /// Reads what a daemon is started with; empty if it has mistakes, which are printed.
  ///
  /// A registered file with mistakes is left out: nobody who repairs a machine by starting it again
  /// should have to repair a file first that some program wrote there.
  static Optional<ConfigurationFile> open(
      Path path,
      Optional<Dialect> dialect,
      Map<String, String> env,
      Registrations registrations,
      Fallback fallback,
      PrintStream err) {
    ConfigurationReader reader = new ConfigurationReader(env);
    Reading reading = reader.read(path, dialect, registrations);
    if (reading instanceof Reading.Bad(List<Problem> problems)) {
      problems.forEach(err::println);
      reading = reader.read(path, dialect, leavingOut(registrations, problems));
      if (reading instanceof Reading.Good) {
        err.println("tend: registered files with mistakes were left out");
      }
    }
    if (reading instanceof Reading.Good tried) {
      Optional<Fallback.Kept> held = kept(fallback, path, tried, err);
      Optional<Reading> before =
          held.map(kept -> reader.read(path, dialect, registrations.sealed(kept.texts())));
      if (before.isPresent() && before.get() instanceof Reading.Good good) {
        err.println("tend: the configuration before is in force: " + held.orElseThrow().why());
        return Optional.of(new ConfigurationFile(path, dialect, good, env, registrations, held));
      }
    }
    return switch (reading) {
      case Reading.Good good -> {
        good.warnings().forEach(warning -> err.println("warning: " + warning));
        good.foreign().leftOut().forEach(part -> err.println("left out: " + part.problem()));
        yield Optional.of(
            new ConfigurationFile(path, dialect, good, env, registrations, Optional.empty()));
      }
      case Reading.Bad _ -> Optional.empty();
    };
  }

  /// What an earlier daemon kept for files that hold just this.
  private static Optional<Fallback.Kept> kept(
      Fallback fallback, Path path, Reading.Good tried, PrintStream err) {
    try {
      Path whole = path.toAbsolutePath().normalize();
      return fallback.kept().filter(kept -> kept.standsFor(whole, tried.texts()));
    } catch (IOException unreadable) {
      err.println("tend: what an earlier daemon kept cannot be read: " + unreadable.getMessage());
      return Optional.empty();
    }
  }

  private static Registrations leavingOut(Registrations registrations, List<Problem> problems) {
    Registrations fewer = registrations;
    for (Problem problem : problems) {
      Path file = problem.place().file().toAbsolutePath().normalize();
      boolean registered =
          registrations.folder().filter(folder -> folder.equals(file.getParent())).isPresent();
      if (registered) {
        fewer = fewer.trying(file, Optional.empty());
      }
    }
    return fewer;
  }

  Configuration inForce() {
    return first.configuration();
  }

  /// What stands in the files now, or would with what is tried.
  public Reading read(Registrations trying) {
    return new ConfigurationReader(env).read(path, dialect, trying);
  }

  /// What stands somewhere else, in whatever dialect.
  public Reading readOther(Path other, Registrations trying) {
    return new ConfigurationReader(env).read(other, Optional.empty(), trying);
  }

  /// The folder that paths in the configuration count from.
  public Path folder() {
    Path whole = path.toAbsolutePath().normalize();
    return Files.isDirectory(whole) ? whole : whole.resolveSibling("");
  }

  /// The registrations without the files that have mistakes now: what somebody else left there in
  /// disorder takes no part in a change.
  public Registrations soundRegistrations() {
    return read(registrations) instanceof Reading.Bad(List<Problem> problems)
        ? leavingOut(registrations, problems)
        : registrations;
  }

  /// What of another configuration is only doubtful, or takes effect only when the daemon is
  /// started again.
  public List<String> notices(Reading.Good next) {
    List<String> notices = new ArrayList<>();
    if (!next.configuration().listen().equals(inForce().listen())) {
      notices.add("[server] listen takes effect when the daemon is started again");
    }
    if (!next.configuration().logDirectory().equals(inForce().logDirectory())) {
      notices.add("[daemon] log_dir takes effect when the daemon is started again");
    }
    next.warnings().stream().map(Problem::toString).forEach(notices::add);
    next.foreign().leftOut().forEach(part -> notices.add("left out: " + part.problem()));
    return notices;
  }
}
