package dev.tend.daemon.registry;

import dev.tend.config.Reading;
import dev.tend.config.Registrations;
import dev.tend.config.problem.Problem;
import dev.tend.core.cause.Actor;
import dev.tend.core.plan.Plan;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.daemon.ConfigurationFile;
import dev.tend.daemon.routes.Planning.Proposal;
import dev.tend.daemon.routes.Planning.Result;
import dev.tend.daemon.routes.Planning.Terms;
import dev.tend.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads what somebody would like to have in force, has the loop rehearse it, and puts in force
/// exactly what was rehearsed.
final class Proposals {

  /// Something may happen between a rehearsal and its performance; on a host on which more happens
  /// than this, the operator has to say what is meant.
  private static final int REHEARSALS_MAX = 10;

  private final ConfigurationFile file;
  private final Engine engine;

  Proposals(ConfigurationFile file, Engine engine) {
    this.file = file;
    this.engine = engine;
  }

  /// @param files says where what is in force comes from
  Result plan(Proposal what, Actor actor, InForce files) {
    return switch (read(what)) {
      case Reading.Bad(List<Problem> problems) -> mistaken(what, problems);
      case Reading.Good good when !losses(what, good, files).isEmpty() ->
          mistaken(what, losses(what, good, files));
      case Reading.Good good ->
          switch (ask(new Request.Rehearse(good.configuration(), actor))) {
            case Reply.Planned(Plan plan) -> told(plan, what, good, Optional.empty());
            case Reply.Refused refused -> new Result.Refused(refused);
            case Reply.Done _, Reply.Reloaded _ -> throw new IllegalStateException("no plan came");
          };
    };
  }

  /// @param files is told of it
  Result apply(Proposal what, Terms how, Actor actor, InForce files) {
    if (!isOwn(what) && !how.temporary()) {
      return new Result.Refused(
          new Reply.Refused(
              Reply.Reason.CONFLICT,
              "it is not the configuration that the daemon runs on, which is " + file.path(),
              "Put it there and apply that; or let it hold only until the daemon ends:"
                  + " --temporary."));
    }
    return switch (read(what)) {
      case Reading.Bad(List<Problem> problems) -> mistaken(what, problems);
      case Reading.Good good when !losses(what, good, files).isEmpty() ->
          mistaken(what, losses(what, good, files));
      case Reading.Good good when how.watch().isPresent() -> onTrial(what, how, good, actor, files);
      case Reading.Good good -> perform(what, how, good, actor, () -> files.took(good));
    };
  }

  private Result onTrial(Proposal what, Terms how, Reading.Good good, Actor actor, InForce files) {
    try {
      files.beforeTrial(good, actor);
    } catch (IOException unwritable) {
      return new Result.Refused(
          new Reply.Refused(
              Reply.Reason.CONFLICT,
              "what to go back to cannot be noted: " + unwritable,
              "Nothing was changed."));
    }
    Configuration before = engine.snapshot().configuration();
    Result result = perform(what, how, good, actor, () -> files.tries(good, before, actor));
    if (!(result instanceof Result.Told)) {
      files.noTrial();
    }
    return result;
  }

  private Result perform(Proposal what, Terms how, Reading.Good good, Actor actor, Runnable took) {
    Reply.Refused last = new Reply.Refused(Reply.Reason.CONFLICT, "it was never rehearsed", "");
    for (int rehearsal = 0; rehearsal < REHEARSALS_MAX; rehearsal++) {
      Reply rehearsed = ask(new Request.Rehearse(good.configuration(), actor));
      if (!(rehearsed instanceof Reply.Planned(Plan plan))) {
        return new Result.Refused((Reply.Refused) rehearsed);
      }
      Optional<String> base = how.base().or(() -> Optional.of(plan.base()));
      switch (ask(new Request.Reload(good.configuration(), base, how.watch(), actor))) {
        case Reply.Reloaded done -> {
          took.run();
          return told(plan, what, good, Optional.of(done.position()));
        }
        case Reply.Refused refused when how.base().isPresent() -> {
          return new Result.Refused(refused);
        }
        case Reply.Refused refused -> last = refused;
        case Reply.Done _, Reply.Planned _ -> throw new IllegalStateException("no reload came");
      }
    }
    return new Result.Refused(last);
  }

  private Reply ask(Request request) {
    return engine.submit(request).toCompletableFuture().join();
  }

  private Result told(Plan plan, Proposal what, Reading.Good good, Optional<Long> position) {
    Optional<Path> config =
        switch (what) {
          case Proposal.Own _ -> Optional.of(file.path().toAbsolutePath().normalize());
          case Proposal.At(Path path) -> Optional.of(path);
          case Proposal.Text _ -> Optional.empty();
        };
    return new Result.Told(plan, config, file.notices(good), position);
  }

  private Reading read(Proposal what) {
    Registrations registrations = file.registrations();
    return switch (what) {
      case Proposal.Own _ -> file.read(registrations);
      case Proposal.At(Path path) ->
          isOwn(what) ? file.read(registrations) : file.readOther(path, registrations);
      case Proposal.Text(String text, String syntax) -> {
        Path body = body(syntax);
        yield file.readOther(body, registrations.trying(body, Optional.of(text)));
      }
    };
  }

  private Path body(String syntax) {
    return file.folder().resolve("body." + syntax);
  }

  private boolean isOwn(Proposal what) {
    return switch (what) {
      case Proposal.Own _ -> true;
      case Proposal.Text _ -> false;
      case Proposal.At(Path path) -> isSame(path, file.path());
    };
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /// Why it must not replace what is in force. In the daemon's own files each unit stays where it
  /// stood, so a second file with its name takes nothing from it; elsewhere nothing stood yet.
  private List<Problem> losses(Proposal what, Reading.Good next, InForce files) {
    SortedSet<UnitName> inForce = new TreeSet<>(engine.snapshot().configuration().units().keySet());
    return isOwn(what)
        ? next.losses(inForce, files.origins())
        : next.losses(inForce, next.origins());
  }

  private Result mistaken(Proposal what, List<Problem> problems) {
    List<Problem> placed =
        what instanceof Proposal.Text(String _, String syntax)
            ? new InBody(body(syntax)).of(problems)
            : problems;
    return new Result.Mistaken(placed.stream().map(Problem::toString).toList());
  }
}
