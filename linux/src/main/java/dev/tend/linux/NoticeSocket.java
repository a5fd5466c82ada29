package dev.tend.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The socket on which processes say how they are: the other end of what sd_notify(3) writes to.
///
/// The kernel says with each datagram who sent it (SO_PASSCRED, unix(7)), which a sender cannot
/// forge unless it is root. Descriptors that come with one are closed when it was read: that is
/// what sd_notify_barrier(3) waits for, and nothing else is done with them.
final class NoticeSocket implements AutoCloseable {

  /// What systemd takes: a page.
  static final int MESSAGE_BYTES_MAX = 4096;

  /// `sun_path` of `struct sockaddr_un` (unix(7)).
  private static final int PATH_BYTES_MAX = 107;

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_NONBLOCK = 04000;
  private static final int SOCK_CLOEXEC = 02000000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_PASSCRED = 16;
  private static final int SCM_RIGHTS = 1;
  private static final int SCM_CREDENTIALS = 2;
  private static final int MSG_TRUNC = 0x20;
  private static final int MSG_CMSG_CLOEXEC = 0x40000000;

  /// `struct msghdr` on machines of 64 bits: where its parts are (recvmsg(2)).
  private static final int HEADER_BYTES = 56;

  private static final int HEADER_PARTS = 16;
  private static final int HEADER_PART_COUNT = 24;
  private static final int HEADER_CONTROL = 32;
  private static final int HEADER_CONTROL_BYTES = 40;
  private static final int HEADER_FLAGS = 48;

  /// `struct cmsghdr`: its length, then level and type (cmsg(3)).
  private static final int CONTROL_TYPE = 12;

  private static final int CONTROL_DATA = 16;

  /// Room for the credentials and some descriptors; of those that do not fit the kernel disposes.
  private static final int CONTROL_BYTES = 512;

  private final Libc libc;
  private final Path path;
  private final int fd;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment text = arena.allocate(MESSAGE_BYTES_MAX);
  private final MemorySegment part = arena.allocate(2L * Long.BYTES, Long.BYTES);
  private final MemorySegment control = arena.allocate(CONTROL_BYTES, Long.BYTES);
  private final MemorySegment header = arena.allocate(HEADER_BYTES, Long.BYTES);

  private NoticeSocket(Libc libc, Path path, int fd) {
    this.libc = libc;
    this.path = path;
    this.fd = fd;
  }

  /// One datagram.
  ///
  /// @param pid who sent it
  /// @param whole whether it was no longer than [#MESSAGE_BYTES_MAX]
  record Letter(String text, int pid, int uid, boolean whole) {}

  /// Listens at a path, in place of whoever did before.
  static NoticeSocket open(Libc libc, Path path) throws IOException {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > PATH_BYTES_MAX) {
      throw new IOException(path + " has more than " + PATH_BYTES_MAX + " bytes");
    }
    Files.deleteIfExists(path);
    long fd = libc.call(Call.SOCKET, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
      throw new IOException("socket: " + Errno.name((int) -fd));
    }
    NoticeSocket socket = new NoticeSocket(libc, path, (int) fd);
    boolean complete = false;
    try {
      socket.bind(name);
      complete = true;
      return socket;
    } finally {
      if (!complete) {
        socket.close();
      }
    }
  }

  private void bind(byte[] name) throws IOException {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment on = call.allocateFrom(ValueLayout.JAVA_INT, 1);
      check(
          Call.SETSOCKOPT,
          libc.call(Call.SETSOCKOPT, fd, SOL_SOCKET, SO_PASSCRED, on.address(), Integer.BYTES, 0));
      MemorySegment address = call.allocate(Short.BYTES + name.length + 1L, Short.BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, name.length);
      check(Call.BIND, libc.call(Call.BIND, fd, address.address(), address.byteSize()));
    }
    allow("rw-------");
  }

  private void check(Call call, long result) throws IOException {
    if (result < 0) {
      throw new IOException(call.text() + " " + path + ": " + Errno.name((int) -result));
    }
  }

  Path path() {
    return path;
  }

  int fd() {
    return fd;
  }

  /// Who may send, as `rw-rw-rw-`: what they send is held against who they are in any case.
  void allow(String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  /// The next datagram; empty if there is none now.
  Optional<Letter> receive() {
    part.set(ValueLayout.JAVA_LONG, 0, text.address());
    part.set(ValueLayout.JAVA_LONG, Long.BYTES, text.byteSize());
    header.fill((byte) 0);
    header.set(ValueLayout.JAVA_LONG, HEADER_PARTS, part.address());
    header.set(ValueLayout.JAVA_LONG, HEADER_PART_COUNT, 1);
    header.set(ValueLayout.JAVA_LONG, HEADER_CONTROL, control.address());
    header.set(ValueLayout.JAVA_LONG, HEADER_CONTROL_BYTES, control.byteSize());
    long length;
    do {
      length = libc.call(Call.RECVMSG, fd, header.address(), MSG_CMSG_CLOEXEC);
    } while (length == -Errno.EINTR);
    if (length < 0) {
      return Optional.empty();
    }
    byte[] bytes = text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    boolean whole = (header.get(ValueLayout.JAVA_INT, HEADER_FLAGS) & MSG_TRUNC) == 0;
    return Optional.of(letter(new String(bytes, StandardCharsets.UTF_8), whole));
  }

  /// Looks through what came beside the text.
  private Letter letter(String said, boolean whole) {
    int pid = 0;
    int uid = -1;
    long end = header.get(ValueLayout.JAVA_LONG, HEADER_CONTROL_BYTES);
    long at = 0;
    while (at + CONTROL_DATA <= end) {
      long length = control.get(ValueLayout.JAVA_LONG, at);
      if (length < CONTROL_DATA) {
        break;
      }
      switch (control.get(ValueLayout.JAVA_INT, at + CONTROL_TYPE)) {
        case SCM_CREDENTIALS -> {
          pid = control.get(ValueLayout.JAVA_INT, at + CONTROL_DATA);
          uid = control.get(ValueLayout.JAVA_INT, at + CONTROL_DATA + Integer.BYTES);
        }
        case SCM_RIGHTS -> closeAll(at + CONTROL_DATA, Math.min(at + length, end));
        default -> {}
      }
      at += (length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }
    return new Letter(said, pid, uid, whole);
  }

  private void closeAll(long from, long end) {
    for (long at = from; at + Integer.BYTES <= end; at += Integer.BYTES) {
      libc.call(Call.CLOSE, control.get(ValueLayout.JAVA_INT, at));
    }
  }

  /// The path stays, for the processes that know it and the next daemon.
  @Override
  public void close() {
    libc.call(Call.CLOSE, fd);
    arena.close();
  }
}
