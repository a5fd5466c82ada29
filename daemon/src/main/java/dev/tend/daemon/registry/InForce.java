package dev.tend.daemon.registry;

import dev.tend.config.Reading;
import dev.tend.core.cause.Actor;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Watch;
import dev.tend.daemon.ConfigurationFile;
import dev.tend.daemon.registry.Fallback.Kept;
import dev.tend.engine.Engine;
import dev.tend.engine.Feed;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// What is in force, as the files that it was read from: they may hold something else by now, and
/// what they held comes back when another configuration does not stand its trial.
///
/// Not safe for several threads; whoever owns it is the lock.
final class InForce {

  private static final Logger LOG = System.getLogger("dev.tend.daemon");

  private final ConfigurationFile file;
  private final Engine engine;
  private final Fallback fallback;
  private final Object lock;
  private SortedMap<UnitName, Path> origins;
  private SortedMap<Path, String> texts;
  private Optional<Kept> held;
  private long changes;

  InForce(ConfigurationFile file, Engine engine, Fallback fallback, Object lock) {
    this.file = file;
    this.engine = engine;
    this.fallback = fallback;
    this.lock = lock;
    this.origins = file.first().origins();
    this.texts = file.first().texts();
    this.held = file.held();
  }

  /// The file that each unit stands in.
  SortedMap<UnitName, Path> origins() {
    return Collections.unmodifiableSortedMap(origins);
  }

  /// Another configuration is in force for good.
  void took(Reading.Good good) {
    changes++;
    origins = good.origins();
    texts = good.texts();
    drop();
  }

  /// One unit came, changed or went, and everything else is as it was.
  ///
  /// @param changed its file
  void edited(SortedMap<UnitName, Path> next, Optional<Path> changed) {
    changes++;
    SortedMap<Path, String> edited = new TreeMap<>(texts);
    changed.map(InForce::whole).ifPresent(edited::remove);
    for (Path origin : next.values()) {
      edited.computeIfAbsent(whole(origin), InForce::text);
    }
    origins = new TreeMap<>(next);
    texts = edited;
    if (held.isPresent() && file.read(file.registrations()) instanceof Reading.Good now) {
      keep(held.get().why(), now);
    }
  }

  /// Before anything of it is done: whatever becomes of this daemon, the next one goes back.
  ///
  /// @throws IOException if that cannot be noted
  void beforeTrial(Reading.Good next, Actor actor) throws IOException {
    String why = "the daemon ended while what " + actor + " had applied was on trial";
    fallback.keep(kept(why, next));
  }

  /// Nothing came of it.
  void noTrial() {
    try {
      if (held.isPresent()) {
        fallback.keep(held.get());
      } else {
        fallback.drop();
      }
    } catch (IOException unwritable) {
      say(unwritable);
    }
  }

  /// Another configuration is in force on trial.
  ///
  /// @param before the one before it
  void tries(Reading.Good next, Configuration before, Actor actor) {
    long change = ++changes;
    SortedMap<UnitName, Path> oldOrigins = origins;
    SortedMap<Path, String> oldTexts = texts;
    origins = next.origins();
    texts = next.texts();
    held = Optional.empty();
    over(() -> {
      if (change != changes) {
        // Somebody changed something else meanwhile, which ended the trial.
        return;
      }
      if (engine.snapshot().configuration().equals(before)) {
        origins = oldOrigins;
        texts = oldTexts;
        keep("what " + actor + " had applied did not stand its trial", next);
      } else {
        drop();
      }
    });
  }

  /// Does something once the trial that goes on now is over.
  private void over(Runnable then) {
    Optional<Watch> trial = engine.snapshot().watch();
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    Feed.Subscription subscription =
        engine
            .feed()
            .onGrowth(() -> {
              if (!goesOn(trial)) {
                over.complete(true);
              }
            });
    if (!goesOn(trial)) {
      over.complete(true);
    }
    var _ =
        over.thenRunAsync(
            () -> {
              subscription.close();
              synchronized (lock) {
                then.run();
              }
            },
            Thread::startVirtualThread);
  }

  private boolean goesOn(Optional<Watch> trial) {
    return trial.isPresent()
        && engine
            .snapshot()
            .watch()
            .filter(now -> now.untilNanos() == trial.get().untilNanos())
            .isPresent();
  }

  private Kept kept(String why, Reading.Good refused) {
    Path config = whole(file.path());
    return new Kept(config, why, Fallback.number(refused.texts()), texts);
  }

  private void keep(String why, Reading.Good refused) {
    Kept next = kept(why, refused);
    held = Optional.of(next);
    try {
      fallback.keep(next);
    } catch (IOException unwritable) {
      say(unwritable);
    }
  }

  private void drop() {
    held = Optional.empty();
    try {
      fallback.drop();
    } catch (IOException unwritable) {
      say(unwritable);
    }
  }

  private static void say(IOException unwritable) {
    LOG.log(
        Level.ERROR,
        "what the next daemon is to go by cannot be noted: " + unwritable.getMessage());
  }

  private static Path whole(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /// What it holds; nothing of one that went at this very moment.
  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
