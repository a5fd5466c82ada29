package dev.tend.core.spec;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which variables of the daemon's own environment a process begins with.
public sealed interface Inheritance {

  /// What programs cannot do without: where programs are, who runs them, in which language and time
  /// zone.
  Only BASIC =
      new Only(
          new TreeSet<>(
              List.of(
                  "HOME",
                  "LANG",
                  "LANGUAGE",
                  "LC_ALL",
                  "LC_COLLATE",
                  "LC_CTYPE",
                  "LC_MESSAGES",
                  "LC_MONETARY",
                  "LC_NUMERIC",
                  "LC_TIME",
                  "LOGNAME",
                  "PATH",
                  "SHELL",
                  "TMPDIR",
                  "TZ",
                  "USER")));

  boolean takes(String variable);

  /// Every one but what was meant for the daemon alone.
  record All() implements Inheritance {
    @Override
    public boolean takes(String variable) {
      return true;
    }
  }

  /// Those of these names that the daemon has.
  record Only(SortedSet<String> names) implements Inheritance {
    public Only {
      names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    @Override
    public boolean takes(String variable) {
      return names.contains(variable);
    }
  }
}
