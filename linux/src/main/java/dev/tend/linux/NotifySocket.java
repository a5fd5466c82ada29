package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The socket on which whoever started the daemon wants to hear how it is, as sd_notify(3) has it:
/// one datagram of `NAME=value` lines for each message. Java has no unix datagrams.
///
/// @param address a path, or `@name` for the abstract namespace of unix(7)
public record NotifySocket(String address) {

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 02000000;
  private static final int MSG_NOSIGNAL = 0x4000;

  /// `sun_path` of `struct sockaddr_un` (unix(7)).
  private static final int PATH_BYTES_MAX = 107;

  /// Sends one message; what kept it from arriving, if anything did. Safe for use by any thread.
  public Optional<String> send(String message) {
    byte[] path = address.getBytes(StandardCharsets.UTF_8);
    if (path.length > PATH_BYTES_MAX || !(address.startsWith("/") || address.startsWith("@"))) {
      return Optional.of(
          "NOTIFY_SOCKET is neither a path nor an @name of at most "
              + PATH_BYTES_MAX
              + " bytes: "
              + address);
    }
    if (path[0] == '@') {
      path[0] = 0;
    }
    try (Libc libc = new Libc();
        Arena arena = Arena.ofConfined()) {
      long socket = libc.call(Call.SOCKET, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      if (socket < 0) {
        return failed(Call.SOCKET, socket);
      }
      byte[] text = message.getBytes(StandardCharsets.UTF_8);
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, text);
      MemorySegment to = arena.allocate(Short.BYTES + path.length + 1L, Short.BYTES);
      to.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(path, 0, to, ValueLayout.JAVA_BYTE, Short.BYTES, path.length);
      // An abstract name is as long as the address says; a path ends at its zero.
      int length = Short.BYTES + path.length + (path[0] == 0 ? 0 : 1);
      long sent =
          libc.call(
              Call.SENDTO,
              socket,
              bytes.address(),
              text.length,
              MSG_NOSIGNAL,
              to.address(),
              length);
      libc.call(Call.CLOSE, socket);
      return sent < 0 ? failed(Call.SENDTO, sent) : Optional.empty();
    }
  }

  private Optional<String> failed(Call call, long result) {
    return Optional.of(call.text() + " " + address + ": " + Errno.name((int) -result));
  }
}
