package dev.tend.core.spec;

import java.util.regex.Pattern;

/// How it becomes known that a started process does its work.
public sealed interface Readiness {

  Readiness UPTIME = new Uptime();
  Readiness SIGNALLED = new Signalled();
  Readiness PROBED = new Probed();

  /// The name by which a spec's fingerprint knows it.
  String text();

  /// Being up for `stable_after` is taken for it.
  record Uptime() implements Readiness {
    @Override
    public String text() {
      return "UPTIME";
    }
  }

  /// Somebody says so: a [dev.tend.core.lifecycle.Event.BecameReady] comes in.
  record Signalled() implements Readiness {
    @Override
    public String text() {
      return "SIGNALLED";
    }
  }

  /// Its [Probes] say so.
  record Probed() implements Readiness {
    @Override
    public String text() {
      return "PROBED";
    }
  }

  /// The process says `READY=1`, as sd_notify(3) has it.
  record Notify() implements Readiness {
    @Override
    public String text() {
      return "notify";
    }
  }

  /// The process writes a line to its stdout or stderr in which the pattern is found.
  ///
  /// @param pattern a regular expression, as [Pattern] has them
  record Line(String pattern) implements Readiness {

    /// A line is looked for, not a page.
    public static final int PATTERN_CHARS_MAX = 1000;

    /// @throws java.util.regex.PatternSyntaxException if it is no regular expression
    public Line {
      if (pattern.isEmpty() || pattern.length() > PATTERN_CHARS_MAX) {
        throw new IllegalArgumentException("not a pattern for a line: '" + pattern + "'");
      }
      Pattern.compile(pattern);
    }

    @Override
    public String text() {
      return "line " + pattern;
    }
  }

  /// The process writes a newline to this descriptor, as s6 has it.
  record Descriptor(int number) implements Readiness {

    /// 0 to 2 are the standard streams.
    public static final int MIN = 3;

    /// Every process may have this many (`ulimit -n` is 1024 at least, as a rule).
    public static final int MAX = 1023;

    public Descriptor {
      if (number < MIN || number > MAX) {
        throw new IllegalArgumentException("not a descriptor to say ready on: " + number);
      }
    }

    @Override
    public String text() {
      return "fd " + number;
    }
  }
}
