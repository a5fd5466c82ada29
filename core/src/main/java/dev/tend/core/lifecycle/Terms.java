package dev.tend.core.lifecycle;

import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.time.Moment;

/// All that a step may depend on beside the instance and the event.
///
/// @param employed whether a job decides what follows a failure, and no restart policy
/// @param beside whether something is, or may be, alive in the slot that belongs to no state
/// @param clear whether what the unit requires is as far as it must be, right now
/// @param chance 0 (inclusive) to 1 (exclusive), drawn for this step
/// @param freshRun the name for a run, should the step start one
public record Terms(
    InstanceId id,
    ServiceSpec spec,
    boolean employed,
    Moment now,
    boolean beside,
    boolean clear,
    double chance,
    RunId freshRun) {}
