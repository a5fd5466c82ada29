package dev.tend.core.schedule;

import java.util.List;
import java.util.stream.Collectors;

/// One field of a cron expression: a list of terms, of which any may match.
record Field(Part part, List<Term> terms) {

  Field {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a field has no terms");
    }
  }

  static Field of(Part part, Term term) {
    return new Field(part, List.of(term));
  }

  /// The numbers that match by themselves, a bit each; a Sunday written as 7 is bit 0. Terms that
  /// need to know the month are left to [Days].
  long numbers() {
    long bits = 0;
    for (Term term : terms) {
      bits |=
          switch (term) {
            case Term.All(int step) -> bits(part.min(), part.last(), step);
            case Term.One(int value) -> bits(value, value, 1);
            case Term.Range(int from, int to, int step) -> bits(from, to, step);
            case Term.From(int from, int step) -> bits(from, part.last(), step);
            case Term.LastDay _,
                Term.NearestWeekday _,
                Term.LastWeekday _,
                Term.Nth _,
                Term.LastOfItsKind _ ->
                0;
          };
    }
    return bits;
  }

  private long bits(int from, int to, int step) {
    long bits = 0;
    for (int value = from; value <= to; value += step) {
      bits |= 1L << (value > part.last() ? part.min() : value);
    }
    return bits;
  }

  /// Whether it matches whatever the number is.
  boolean matchesAll() {
    return Long.bitCount(numbers()) == part.count();
  }

  /// Whether it counts as restricted in the rule of the two day fields. As in Vixie's cron only the
  /// first character tells, so `*/2` does not.
  boolean restricted() {
    return !(terms.getFirst() instanceof Term.All);
  }

  /// Whether it says how often rather than when: with a `*` or a step.
  boolean repeats() {
    return terms.stream()
        .anyMatch(term ->
            switch (term) {
              case Term.All _, Term.From _ -> true;
              case Term.Range(int _, int _, int step) -> step > 1;
              case Term.One _,
                  Term.LastDay _,
                  Term.NearestWeekday _,
                  Term.LastWeekday _,
                  Term.Nth _,
                  Term.LastOfItsKind _ ->
                  false;
            });
  }

  @Override
  public String toString() {
    return terms.stream().map(Term::toString).collect(Collectors.joining(","));
  }
}
