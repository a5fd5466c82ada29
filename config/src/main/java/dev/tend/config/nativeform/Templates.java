package dev.tend.config.nativeform;

import dev.tend.core.spec.InstancePath;

/// Texts in which `{unit}` and `{instance}` stand for the name and the number of an instance.
final class Templates {

  private Templates() {}

  /// The text as it might become, to see whether it can be understood then.
  static String example(String template) {
    return template.replace(InstancePath.INSTANCE, "1").replace(InstancePath.UNIT, "unit");
  }
}
