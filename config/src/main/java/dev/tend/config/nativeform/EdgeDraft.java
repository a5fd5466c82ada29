package dev.tend.config.nativeform;

import dev.tend.core.spec.Until;

/// An edge as it is written, to a unit or to all members of a group.
///
/// @param whom the name of a unit, or that of a group behind an `@`
record EdgeDraft(String whom, Until until, boolean restart) {

  static final char GROUP = '@';

  EdgeDraft(String whom) {
    this(whom, Until.READY, true);
  }

  boolean toGroup() {
    return whom.charAt(0) == GROUP;
  }

  String group() {
    return whom.substring(1);
  }
}
