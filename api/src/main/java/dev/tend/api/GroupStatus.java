package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// A group and its members' instances.
@Json
public record GroupStatus(String name, List<String> members, List<InstanceStatus> instances) {}
