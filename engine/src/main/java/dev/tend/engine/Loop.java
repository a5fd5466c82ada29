package dev.tend.engine;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.time.Moment;
import dev.tend.core.world.Outcome;
import dev.tend.core.world.Recovered;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.RunEnd;
import dev.tend.core.world.Snapshot;
import dev.tend.core.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/// The loop: waits once, steps everything that came, journals, performs, publishes, and again.
///
/// One thread calls [#open] and then [#turn] or [#run]; all other methods are safe on any thread.
/// The loop is the same under simulation: only the ports differ.
public final class Loop implements Engine {

  /// Long enough not to burn a core over a mistake of ours, short enough to go on.
  private static final Duration AFTER_A_DEFECT = Duration.ofSeconds(1);

  private record Happened(RunId run, Event event) {}

  private final Kernel kernel;
  private final Clock clock;
  private final Journal journal;
  private final History history;
  private final Performer performer;
  private final World world;
  private final Defects defects;
  private final Mailbox mailbox = new Mailbox();
  private final List<Happened> answers = new ArrayList<>();
  private final Tidings tidings;
  private final Ring ring;
  private volatile Snapshot snapshot;
  private long alarmNanos;
  private Instant alarmWall = Instant.MAX;

  /// @param chance draws a number from 0 (inclusive) to 1 (exclusive), for the jitter of pauses
  /// @param defects is told when an event met an instance that cannot have it; the instance is
  ///   failed, and the loop goes on unless this throws
  public Loop(
      Kernel kernel,
      Clock clock,
      Journal journal,
      History history,
      Output output,
      DoubleSupplier chance,
      Defects defects) {
    this.kernel = kernel;
    this.clock = clock;
    this.journal = journal;
    this.history = history;
    this.ring = new Ring(history.lastEvent());
    Moment started = clock.now();
    this.world = new World(started, chance, (id, defect) -> defects.found("unit=" + id, defect));
    this.tidings = new Tidings(world);
    this.performer =
        new Performer(
            kernel,
            clock,
            journal,
            new Performer.Chronicle(history, world),
            output,
            (run, event) -> answers.add(new Happened(run, event)),
            this::report);
    this.defects = defects;
    this.snapshot = world.snapshot();
    this.alarmNanos = started.monotonicNanos();
  }

  /// Puts the first configuration in force and takes over what an earlier daemon left. Readers see
  /// the units from then on; what follows for them is done by the first turn.
  public void open(Configuration configuration) {
    Journal.Recovery recovery = journal.recover();
    Recovered recovered = Takeover.ask(recovery, kernel);
    Moment now = clock.now();
    world.begin(now);
    world.open(configuration, recovered, ring.last());
    history.recovered(
        Stream.concat(recovery.openRuns().values().stream(), recovery.lostRuns().values().stream())
            .toList(),
        now.wall());
    snapshot = world.snapshot();
    snapshot
        .instances()
        .forEach(view ->
            performer
                .resume(view, snapshot)
                .ifPresent(fault -> {
                  Cause why = new Cause.Proved(fault.sentence(), clock.now().wall());
                  world.note(Optional.of(view.id()), "output_left", why);
                }));
  }

  /// Turns until a shutdown is complete.
  public void run() {
    while (turn()) {
      // Everything happens in the turn.
    }
  }

  /// One turn; `false` if a shutdown is complete, and there is no next one.
  public boolean turn() {
    boolean idle = answers.isEmpty() && mailbox.isEmpty();
    List<KernelEvent> events = kernel.await(idle ? alarmNanos : Long.MIN_VALUE, alarmWall);
    world.begin(clock.now());
    world.foretell(Tidings.ended(events));
    List<Happened> answered = List.copyOf(answers);
    answers.clear();
    answered.forEach(answer -> world.occur(answer.run(), answer.event()));
    tidings.tell(events);
    List<Runnable> replies = read(mailbox.take());

    Outcome outcome = finish();
    outcome.notes().forEach(performer::note);
    journal.append(outcome.entries());
    remember(outcome);
    prepare(outcome.effects());
    outcome.effects().forEach(this::perform);
    alarmNanos = outcome.alarmNanos();
    alarmWall = outcome.alarmWall();

    snapshot = world.snapshot();
    ring.append(outcome.entries());
    replies.forEach(Runnable::run);
    return !outcome.finished();
  }

  /// Before the effects, among which is that the journal forgets the runs that ended.
  private void remember(Outcome outcome) {
    for (RunEnd end : outcome.ends()) {
      performer.ends(end.run());
      history.ended(end, tidings.usage(end.run()));
    }
    history.append(outcome.entries());
  }

  private void prepare(List<Effect> effects) {
    try {
      performer.prepare(effects);
    } catch (RuntimeException broken) {
      defects.found("outputs", broken);
    }
  }

  /// One effect that breaks takes no other with it.
  private void perform(Effect effect) {
    try {
      performer.perform(effect);
    } catch (RuntimeException broken) {
      defects.found("effect=" + effect, broken);
      if (effect instanceof Effect.Spawn(LaunchPlan plan)) {
        answerInstead(plan, broken);
      }
      if (effect instanceof Effect.Look(Search search, boolean _)) {
        String why = "the look for a living process broke: " + broken.getMessage();
        answers.add(new Happened(search.run(), new Event.NotFound(search.run(), List.of(why))));
      }
    }
  }

  /// A spawn that broke before it was answered is a failed attempt: without an answer its instance
  /// would be starting for ever, and no shutdown would end.
  private void answerInstead(LaunchPlan plan, RuntimeException broken) {
    RunId run = plan.run();
    if (answers.stream().noneMatch(answer -> answer.run().equals(run))) {
      String program = plan.launch().command().program();
      String why = String.valueOf(broken.getMessage());
      SpawnFault fault = new SpawnFault("spawn", "a defect of Tend", program, why);
      answers.add(new Happened(run, new Event.SpawnRefused(run, fault)));
    }
  }

  /// What a turn that breaks has left to do, the next one does.
  private Outcome finish() {
    try {
      return world.finish();
    } catch (IllegalStateException defect) {
      defects.found("turn", defect);
      return new Outcome(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          clock.now().nanosAfter(AFTER_A_DEFECT),
          Instant.MAX,
          false);
    }
  }

  /// Asks the world what each letter asks; the answers are given when the turn is done.
  private List<Runnable> read(List<Mailbox.Letter> letters) {
    List<Runnable> replies = new ArrayList<>();
    for (Mailbox.Letter letter : letters) {
      switch (letter) {
        case Mailbox.Letter.Ask(Request request, CompletableFuture<Reply> answer) -> {
          Reply reply = world.ask(request);
          replies.add(() -> answer.complete(reply));
        }
        case Mailbox.Letter.Report(Optional<InstanceId> instance, String type, String sentence) ->
            world.note(instance, type, new Cause.Proved(sentence, clock.now().wall()));
      }
    }
    return replies;
  }

  @Override
  public CompletionStage<Reply> submit(Request request) {
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    if (mailbox.offer(new Mailbox.Letter.Ask(request, answer))) {
      kernel.wake();
    } else {
      answer.complete(
          new Reply.Refused(
              Reply.Reason.CONFLICT,
              "too many requests wait already (" + Mailbox.LETTERS_MAX + ")",
              "try again in a moment"));
    }
    return answer;
  }

  @Override
  public void report(InstanceId instance, String type, String sentence) {
    report(Optional.of(instance), type, sentence);
  }

  @Override
  public void report(String type, String sentence) {
    report(Optional.empty(), type, sentence);
  }

  private void report(Optional<InstanceId> instance, String type, String sentence) {
    if (mailbox.offer(new Mailbox.Letter.Report(instance, type, sentence))) {
      kernel.wake();
    }
  }

  @Override
  public Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public Feed feed() {
    return ring;
  }
}
