package dev.tend.core.spec;

import java.util.List;

/// Units that are started and stopped together, under a name that commands write as `@name`.
public record Group(String name, List<UnitName> members) {

  public Group {
    members = List.copyOf(members);
  }
}
