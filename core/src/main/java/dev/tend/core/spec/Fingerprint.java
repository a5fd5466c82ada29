package dev.tend.core.spec;

import java.util.Locale;

/// A spec in two numbers, so that the next daemon can tell whether somebody changed it while no
/// daemon was running. They are no secret, while the spec may hold some.
///
/// @param process what only a new process can take over
/// @param whole all of it but the number of instances
public record Fingerprint(String process, String whole) {

  /// Of what is never compared.
  public static final Fingerprint NONE = new Fingerprint("", "");

  /// FNV-1a, 64 bits: nobody forges these, they only have to differ.
  private static final long OFFSET = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  public static Fingerprint of(ServiceSpec spec) {
    return new Fingerprint(
        number(process(spec)), number(process(spec) + spec.withInstances(1).toString()));
  }

  /// Of a job: its first number is that of what its successes were for, so that one which is
  /// another has to be run anew.
  public static Fingerprint of(JobSpec spec) {
    JobRule rule = spec.rule();
    StringBuilder work = new StringBuilder(process(spec.worker()));
    add(work, "completions", Integer.toString(rule.completions()));
    add(work, "completion_mode", rule.mode().toString());
    spec.worker().successCodes().forEach(code -> add(work, "success", code.toString()));
    return new Fingerprint(
        number(work.toString()), number(work + spec.worker().withInstances(1).toString() + rule));
  }

  /// Written out key by key, the absent ones left out: it stays the same when a later version of
  /// Tend knows more keys, and an upgrade restarts nothing.
  private static String process(ServiceSpec spec) {
    StringBuilder text = new StringBuilder();
    spec.launch().command().argv().forEach(word -> add(text, "argv", word));
    spec.launch().directory().ifPresent(directory -> add(text, "directory", directory));
    spec.launch().user().ifPresent(user -> add(text, "user", user));
    spec.launch().env().forEach((name, value) -> add(text, "env " + name, value));
    if (spec.launch().inherit() instanceof Inheritance.Only(var names)) {
      names.forEach(name -> add(text, "inherit", name));
    }
    spec.follow().ifPresent(follow -> add(text, "follow", follow.toString()));
    add(text, "readiness", spec.start().readiness().text());
    spec.watchdog().ifPresent(watchdog -> add(text, "watchdog", watchdog.every().toString()));
    add(text, "stdout", spec.log().stdout().toString());
    add(text, "stderr", spec.log().stderr().toString());
    return text.toString();
  }

  /// The length keeps two values from being taken for one.
  private static void add(StringBuilder text, String key, String value) {
    text.append(key).append(' ').append(value.length()).append(' ').append(value).append('\n');
  }

  /// A text in one number.
  public static String number(String text) {
    long hash = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return String.format(Locale.ROOT, "%016x", hash);
  }
}
