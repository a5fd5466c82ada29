package dev.tend.linux;

import dev.tend.linux.SmallFiles.Content;
import java.util.List;
import java.util.Optional;

/// Finds users and groups in `/etc/passwd` and `/etc/group`, read anew each time, so that a user
/// who was just added is there. Those of a directory service (LDAP, …) are not known here.
final class Accounts {

  // Fields of passwd(5) and group(5).
  private static final int NAME = 0;
  private static final int ID = 2;
  private static final int PASSWD_GID = 3;
  private static final int PASSWD_HOME = 5;
  private static final int PASSWD_FIELDS = 7;
  private static final int GROUP_FIELDS = 3;
  private static final int ROOT = 0;

  private final SmallFiles files;
  private final int ownUid;

  Accounts(Libc libc, SmallFiles files) {
    this.files = files;
    this.ownUid = (int) libc.call(Call.GETUID, 0);
  }

  /// @param who `name`, `1000`, `name:group`, `1000:1000`
  Sought<Account> find(String who) {
    int colon = who.indexOf(':');
    String user = colon < 0 ? who : who.substring(0, colon);
    Optional<String[]> line = line("/etc/passwd", user, PASSWD_FIELDS);
    if (line.isEmpty()) {
      return Sought.missing("setuid", Errno.ENOENT, who, "no such user in /etc/passwd");
    }
    String[] fields = line.get();
    int uid = Integer.parseInt(fields[ID]);
    if (colon < 0) {
      return as(fields, uid, Integer.parseInt(fields[PASSWD_GID]), who);
    }
    String group = who.substring(colon + 1);
    return line("/etc/group", group, GROUP_FIELDS)
        .map(found -> as(fields, uid, Integer.parseInt(found[ID]), who))
        .orElseGet(
            () -> Sought.missing("setgid", Errno.ENOENT, who, "no such group in /etc/group"));
  }

  private Sought<Account> as(String[] fields, int uid, int gid, String who) {
    boolean groupAsUsual = gid == Integer.parseInt(fields[PASSWD_GID]);
    if (uid == ownUid && groupAsUsual) {
      return new Sought.Found<>(new Account.Own());
    }
    if (ownUid != ROOT) {
      return Sought.missing(
          "setuid", Errno.EPERM, who, "only a daemon that runs as root can start as another user");
    }
    return new Sought.Found<>(new Account.Other(fields[NAME], uid, gid, fields[PASSWD_HOME]));
  }

  /// The line of a name, or else of a number.
  private Optional<String[]> line(String file, String nameOrId, int fieldsMin) {
    String text =
        switch (files.read(file)) {
          case Content.Text content -> content.utf8();
          case Content.Unreadable _ -> "";
        };
    List<String[]> lines =
        text.lines()
            .map(line -> line.split(":", -1))
            .filter(fields -> fields.length >= fieldsMin && isNumber(fields[ID]))
            .toList();
    return lines.stream()
        .filter(fields -> fields[NAME].equals(nameOrId))
        .findFirst()
        .or(() -> lines.stream().filter(fields -> fields[ID].equals(nameOrId)).findFirst());
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,9}");
  }
}
