package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// A group and its members' instances.
@Json
public record GroupStatus(String name, List<String> members, List<InstanceStatus> instances) {

  public GroupStatus {
    name = Field.required(name, "name");
    members = Field.listed(members);
    instances = Field.listed(instances);
  }
}
