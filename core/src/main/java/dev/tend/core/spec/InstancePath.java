package dev.tend.core.spec;

/// The path of a file that each instance of a unit has one of; no two instances ever share it.
///
/// @param template absolute; `{unit}` and `{instance}` in it stand for the name and the number.
///   Without `{instance}` the first instance has the file itself, and any other the file with its
///   number before the extension: `/run/web.pid`, `/run/web.2.pid`
public record InstancePath(String template) {

  public static final String UNIT = "{unit}";
  public static final String INSTANCE = "{instance}";

  public InstancePath {
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("not an absolute path: " + template);
    }
  }

  /// The file of one instance.
  public String of(InstanceId instance) {
    String number = Integer.toString(instance.number());
    String numbered =
        template.contains(INSTANCE) || instance.number() == 1
            ? template.replace(INSTANCE, number)
            : withNumber(number);
    return numbered.replace(UNIT, instance.unit().text());
  }

  private String withNumber(String number) {
    int name = template.lastIndexOf('/') + 1;
    int dot = template.lastIndexOf('.');
    // A dot in front starts a hidden file's name, and no extension.
    int at = dot > name ? dot : template.length();
    return template.substring(0, at) + "." + number + template.substring(at);
  }
}
