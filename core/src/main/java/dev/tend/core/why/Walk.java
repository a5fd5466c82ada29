package dev.tend.core.why;

import dev.tend.core.cause.Reason;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The way from what is asked about to the root cause, from unit to unit.
final class Walk {

  private final Function<UnitName, Optional<Account>> others;
  private final List<Account> stages = new ArrayList<>();

  private Walk(Function<UnitName, Optional<Account>> others) {
    this.others = others;
  }

  /// @param others what is known of another unit, by its name
  static Answer from(Account first, Function<UnitName, Optional<Account>> others) {
    Walk walk = new Walk(others);
    walk.go(first);
    return walk.answer();
  }

  /// Every unit is visited once: edges may lead back.
  private void go(Account first) {
    Set<UnitName> seen = new HashSet<>();
    Optional<Account> here = Optional.of(first);
    while (here.isPresent() && seen.add(here.get().who().unit())) {
      stages.add(here.get());
      here = here.get().onward().flatMap(others);
    }
  }

  private Answer answer() {
    Account first = stages.getFirst();
    Account last = stages.getLast();
    List<Answer.Link> chain = stages.stream().flatMap(each -> links(each).stream()).toList();
    String sentence = chain.getLast().sentence();
    return new Answer(
        first.who(),
        first.name(),
        first.state(),
        first.since(),
        stages.size() == 1 ? sentence : last.name() + ": " + sentence,
        chain,
        waits(first, last),
        next(),
        first.answers(),
        last.lastLines());
  }

  private static List<Answer.Link> links(Account stage) {
    List<Answer.Link> links = new ArrayList<>();
    links.add(new Answer.Link(stage.name(), stage.since(), Optional.empty(), stage.sentence()));
    for (Reason reason : stage.reasons()) {
      links.add(
          new Answer.Link(
              stage.name(), reason.at(), Optional.of(reason.kind()), reason.sentence()));
    }
    return links;
  }

  /// Its own conditions, and those of the one on which all of them hang.
  private List<String> waits(Account first, Account last) {
    List<String> waits = new ArrayList<>(first.waits());
    if (stages.size() > 1) {
      last.waits().forEach(each -> waits.add(last.name() + ": " + each));
    }
    return waits;
  }

  /// What comes first of all that is due on the way.
  private Optional<Answer.NextStep> next() {
    InstanceId first = stages.getFirst().who();
    Instant soonest = Instant.MAX;
    Optional<Answer.NextStep> next = Optional.empty();
    for (Account stage : stages) {
      if (stage.next().isPresent() && stage.next().get().at().isBefore(soonest)) {
        Answer.NextStep due = stage.next().get();
        soonest = due.at();
        String whose = stage.who().equals(first) ? "" : stage.name() + ": ";
        next = Optional.of(new Answer.NextStep(due.at(), whose + due.what()));
      }
    }
    return next;
  }
}
