package dev.tend.daemon.wire;

import dev.tend.api.WhyAnswer;
import dev.tend.core.cause.Cause;
import dev.tend.core.probe.Answered;
import dev.tend.core.why.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Says in the words of the API why something is as it is, or was.
///
/// @param edges what its unit has to do with others, a sentence each
/// @param asOf the moment that it is about; empty for now
public record WhyForm(List<String> edges, Optional<Instant> asOf) {

  public WhyAnswer of(Answer answer) {
    return new WhyAnswer(
        answer.name(),
        answer.state(),
        IsoTime.of(answer.since()),
        answer.root(),
        answer.chain().stream().map(WhyForm::link).toList(),
        answer.waitingFor(),
        edges,
        answer
            .next()
            .map(next -> new WhyAnswer.Next(IsoTime.of(next.at()), next.what()))
            .orElse(null),
        answer.answers().stream().map(WhyForm::probe).toList(),
        answer.lastLines(),
        asOf.map(IsoTime::of).orElse(null));
  }

  private static WhyAnswer.Link link(Answer.Link link) {
    String kind = link.kind().map(Cause.Kind::text).orElse(null);
    return new WhyAnswer.Link(link.name(), IsoTime.of(link.at()), kind, link.sentence());
  }

  private static WhyAnswer.ProbeAnswer probe(Answered answer) {
    return new WhyAnswer.ProbeAnswer(
        answer.kind().text(),
        IsoTime.of(answer.at()),
        answer.finding().ok(),
        answer.finding().sentence());
  }
}
