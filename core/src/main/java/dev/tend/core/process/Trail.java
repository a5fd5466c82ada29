package dev.tend.core.process;

import dev.tend.core.spec.Follow;

/// What leads from the process that a command began as to the one that the service is.
///
/// @param launcher that first process; nobody who is older can be the service
public record Trail(Follow follow, ProcessRef launcher) {}
