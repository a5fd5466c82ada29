package dev.tend.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the kernel lets the daemon do, and what it will therefore fail at.
///
/// Only root is warned: it is used to being allowed everything, and in a container it is not. An
/// ordinary user knows that other users are out of reach.
///
/// @param root whether the daemon runs as uid 0
/// @param capabilities the effective set, by the bits of capabilities(7)
record Rights(boolean root, long capabilities) {

  private static final Pattern EFFECTIVE_UID = Pattern.compile("(?m)^Uid:\\t[0-9]+\\t([0-9]+)\\t");
  private static final Pattern EFFECTIVE_SET = Pattern.compile("(?m)^CapEff:\\t([0-9a-f]{16})$");

  private enum Capability {
    CHOWN(0, "what runs as another user cannot open its own /dev/stdout"),
    KILL(5, "what runs as another user cannot be stopped"),
    SETGID(6, "nothing can be run as another user"),
    SETUID(7, "nothing can be run as another user"),
    SYS_PTRACE(
        19, "what a service of another user leaves outside its session may not be recognised");

    private final int bit;
    private final String loss;

    Capability(int bit, String loss) {
      this.bit = bit;
      this.loss = loss;
    }
  }

  static Rights ofThisProcess() throws IOException {
    return read(Files.readString(Path.of("/proc/self/status")));
  }

  /// @param status what proc(5) says in `/proc/PID/status`
  static Rights read(String status) {
    Matcher uid = EFFECTIVE_UID.matcher(status);
    Matcher set = EFFECTIVE_SET.matcher(status);
    return uid.find() && set.find()
        ? new Rights(uid.group(1).equals("0"), Long.parseUnsignedLong(set.group(1), 16))
        : new Rights(false, 0);
  }

  /// A line for each right that is missed.
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Capability capability : Capability.values()) {
      if (root && (capabilities & (1L << capability.bit)) == 0) {
        warnings.add("no CAP_" + capability.name() + " here: " + capability.loss);
      }
    }
    return warnings;
  }
}
