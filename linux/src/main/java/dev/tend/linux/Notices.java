package dev.tend.linux;

import dev.tend.core.process.Notice;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import dev.tend.engine.KernelEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Hears what processes say of themselves, and finds out whose run they belong to.
///
/// One socket serves all; it is there as soon as the first process is told of it, and at once where
/// an earlier daemon left one, whose processes know its path. A datagram counts only if its sender
/// is a process of a run: that is asked by its pid, while it lives or is not reaped yet. A sender
/// that says one thing and is gone before it was heard is nobody; `systemd-notify` therefore waits
/// until it was (sd_notify_barrier(3)).
///
/// What is said while no daemon lives, is lost: such a process gets ECONNREFUSED, and no datagram
/// waits for the next daemon.
final class Notices implements AutoCloseable {

  static final String NAME = "notify";

  /// Of one turn: a process that never stops talking takes its share, and no more.
  static final int LETTERS_A_TURN = 64;

  private static final Set<PosixFilePermission> FOR_OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Libc libc;
  private final ProcReader proc;
  private final Lineage lineage;
  private final Trees trees;
  private final Watches watches;
  private final Optional<Path> folder;
  private final Tallied strangers;
  private final Tallied refused;
  private final Tallied flood;
  private final Set<RunId> storing = new HashSet<>();
  private final Remarks remarks;
  private final int lettersATurn;
  private Optional<NoticeSocket> socket = Optional.empty();
  private boolean admitsOthers;

  /// @param folder where the socket is; without one nobody is heard
  /// @param lettersATurn how many messages are heard at once
  Notices(
      Libc libc,
      ProcReader proc,
      Lineage lineage,
      Trees trees,
      Watches watches,
      Optional<Path> folder,
      Remarks remarks,
      int lettersATurn) {
    this.libc = libc;
    this.proc = proc;
    this.lineage = lineage;
    this.trees = trees;
    this.watches = watches;
    this.folder = folder;
    this.remarks = remarks;
    this.lettersATurn = lettersATurn;
    this.strangers = new Tallied(remarks, "notice_dropped");
    this.refused = new Tallied(remarks, "notice_refused");
    this.flood = new Tallied(remarks, "notice_flood");
    resume();
  }

  /// Processes of an earlier daemon may be about to say something.
  private void resume() {
    Optional<Path> left = folder.map(known -> known.resolve(NAME)).filter(Files::exists);
    if (left.isPresent()) {
      try {
        open();
        admitOthers();
      } catch (IOException broken) {
        remarks.remark("notice_refused", "nobody can say how it is: " + broken.getMessage());
      }
    }
  }

  /// The path that a process is told.
  ///
  /// @param others whether it runs as another user
  Sought<String> address(boolean others) {
    Optional<Path> path = folder.map(known -> known.resolve(NAME));
    if (path.isEmpty()) {
      return Sought.missing("bind", Errno.ENOENT, NAME, "there is no folder for a socket");
    }
    try {
      open();
      if (others) {
        admitOthers();
      }
      return new Sought.Found<>(path.get().toString());
    } catch (IOException broken) {
      String why = String.valueOf(broken.getMessage());
      return new Sought.Missing<>(new SpawnFault("bind", "refused", path.get().toString(), why));
    }
  }

  private void open() throws IOException {
    if (socket.isEmpty() && folder.isPresent()) {
      NoticeSocket opened = NoticeSocket.open(libc, folder.get().resolve(NAME));
      watches.listen(opened.fd());
      socket = Optional.of(opened);
    }
  }

  /// Lets processes of other users reach the socket, and nothing else: they may pass through the
  /// runtime folder, and whatever else is in it is closed to them. Only root has such processes.
  private void admitOthers() throws IOException {
    if (admitsOthers || socket.isEmpty() || folder.isEmpty()) {
      return;
    }
    Path passage = folder.get();
    if (!Files.getOwner(passage).getName().equals("root")) {
      return;
    }
    try (Stream<Path> inside = Files.list(passage)) {
      for (Path each : inside.filter(path -> !path.equals(socket.get().path())).toList()) {
        restrict(each);
      }
    }
    Set<PosixFilePermission> mode = new HashSet<>(Files.getPosixFilePermissions(passage));
    mode.add(PosixFilePermission.OTHERS_EXECUTE);
    Files.setPosixFilePermissions(passage, mode);
    socket.get().allow("rw-rw-rw-");
    admitsOthers = true;
  }

  private static void restrict(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return;
    }
    Set<PosixFilePermission> mode = new HashSet<>(Files.getPosixFilePermissions(path));
    if (mode.removeAll(FOR_OTHERS)) {
      Files.setPosixFilePermissions(path, mode);
    }
  }

  /// Hears what was said up to now, or a turn's share of it.
  void hear(List<KernelEvent> events) {
    if (socket.isEmpty()) {
      return;
    }
    for (int heard = 0; heard < lettersATurn; heard++) {
      Optional<NoticeSocket.Letter> letter = socket.get().receive();
      if (letter.isEmpty()) {
        return;
      }
      hear(letter.get(), events);
    }
    flood.happened(
        "more than "
            + lettersATurn
            + " messages came to NOTIFY_SOCKET at once; the rest waits for the next turn, and so"
            + " do their senders");
  }

  private void hear(NoticeSocket.Letter letter, List<KernelEvent> events) {
    Optional<ProcStat> sender = proc.stat(letter.pid());
    Optional<RunId> run = sender.flatMap(lineage::of).filter(known -> trees.of(known).isPresent());
    if (run.isEmpty()) {
      strangers.happened(
          "a message to NOTIFY_SOCKET by pid "
              + letter.pid()
              + " (uid "
              + letter.uid()
              + ") was dropped: "
              + (sender.isEmpty()
                  ? "it is gone already, so nobody knows whose it was"
                  : "it belongs to no run"));
      return;
    }
    // What is known by its environment or its session need not be read again for the next one.
    lineage.remember(run.get(), sender.get());
    if (!letter.whole()) {
      refused.happened(
          "a message of run "
              + run.get()
              + " to NOTIFY_SOCKET was dropped: it has more than "
              + NoticeSocket.MESSAGE_BYTES_MAX
              + " bytes");
      return;
    }
    NoticeText text = NoticeText.parse(letter.text(), letter.pid());
    text.mainPid().ifPresent(pid -> move(run.get(), pid, events));
    for (Notice notice : text.notices()) {
      events.add(new KernelEvent.Told(run.get(), notice));
    }
    if (text.stores() && storing.add(run.get())) {
      refused.happened(
          "run "
              + run.get()
              + " asked for FDSTORE=1, which Tend does not do; the descriptors"
              + " were closed");
    }
  }

  private void move(RunId run, int pid, List<KernelEvent> events) {
    Optional<ProcStat> main = proc.stat(pid).filter(process -> !process.ended());
    if (main.isEmpty() || lineage.of(main.get()).filter(run::equals).isEmpty()) {
      String what = main.isEmpty() ? "there is no such process" : "that is none of its processes";
      refused.happened("run " + run + " said MAINPID=" + pid + ", and " + what);
      return;
    }
    if (trees.move(run, main.get())) {
      ProcessRef process = proc.ref(main.get());
      events.add(new KernelEvent.Moved(run, process, "it said MAINPID=" + pid));
    }
  }

  /// Nothing is left of the run.
  void forget(RunId run) {
    storing.remove(run);
  }

  @Override
  public void close() {
    socket.ifPresent(NoticeSocket::close);
  }
}
