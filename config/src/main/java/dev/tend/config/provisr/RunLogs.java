package dev.tend.config.provisr;

import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.LogRule.Target;

/// Where the runs of a cron job write: a file each where they may overlap, or have a folder named.
///
/// @param name of the cron job
/// @param apart whether two runs may go on at once
/// @param workers how many processes of one run may
record RunLogs(String name, boolean apart, int workers) {

  LogRule rule(LogRule process) {
    return new LogRule(
        target(process.stdout()),
        target(process.stderr()),
        process.maxSizeBytes(),
        process.maxAge(),
        process.keep(),
        process.keepFor(),
        process.compress(),
        process.timestamps());
  }

  private Target target(Target target) {
    return target instanceof Target.File(String path) ? new Target.File(path(path)) : target;
  }

  private String path(String path) {
    String own = path.replace("/" + name + ".", "/" + InstancePath.UNIT + ".");
    int slash = own.lastIndexOf('/') + 1;
    int dot = own.indexOf('.', slash + 1);
    int end = dot < 0 ? own.length() : dot;
    String unit = apart && !own.contains(InstancePath.UNIT) ? "-" + InstancePath.UNIT : "";
    String worker = workers > 1 ? "-" + InstancePath.INSTANCE : "";
    return own.substring(0, end) + unit + worker + own.substring(end);
  }
}
