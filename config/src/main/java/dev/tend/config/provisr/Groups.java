package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Placed;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Group;
import dev.tend.core.spec.UnitName;
import dev.tend.core.text.Nearest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/// The groups of a main file.
record Groups(Intake intake, Problems problems) {

  SortedMap<String, Group> read(List<Fields> written) {
    SortedMap<String, Group> groups = new TreeMap<>();
    for (Fields group : written) {
      group
          .find(MainKeys.GROUP_NAME)
          .ifPresent(name -> {
            UnitName.objection(name.value())
                .ifPresent(why ->
                    problems.add(
                        name.place(), "'" + name.value() + "' cannot name a group: " + why));
            Group before =
                groups.putIfAbsent(name.value(), new Group(name.value(), members(group)));
            if (before != null) {
              problems.add(name.place(), "the group '" + name.value() + "' is defined twice");
            }
          });
    }
    return groups;
  }

  private List<UnitName> members(Fields group) {
    SequencedSet<UnitName> members = new LinkedHashSet<>();
    List<Placed<String>> written = group.find(MainKeys.MEMBERS).orElse(List.of());
    if (group.find(MainKeys.MEMBERS).isPresent() && written.isEmpty()) {
      problems.add(group.place(MainKeys.MEMBERS), "the group has no members");
    }
    for (Placed<String> member : written) {
      boolean known =
          UnitName.objection(member.value()).isEmpty()
              && intake.sound().containsKey(new UnitName(member.value()));
      if (!known) {
        report(member);
      } else if (!members.add(new UnitName(member.value()))) {
        problems.add(member.place(), "'" + member.value() + "' is a member already");
      }
    }
    return List.copyOf(members);
  }

  private void report(Placed<String> member) {
    if (intake.absent().contains(member.value())) {
      problems.warn(
          member.place(), "'" + member.value() + "' is left out, and so the group lacks it", "");
    } else if (intake.absent().contains("")) {
      problems.warn(
          member.place(),
          "there is no process '" + member.value() + "'; perhaps it is in a file that is left out",
          "");
    } else {
      List<String> names = intake.sound().keySet().stream().map(UnitName::text).toList();
      problems.add(
          member.place(),
          "there is no process '" + member.value() + "'",
          Nearest.hint(member.value(), names));
    }
  }
}
