package dev.tend.daemon.http;

import dev.tend.core.cause.Actor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Who is at the other end of a connection.
public sealed interface Peer {

  /// As causes and histories name them.
  Actor actor();

  /// Whoever opened our unix socket.
  ///
  /// @param user the name of the user, or the number of one that has no name, from the kernel
  ///   (`SO_PEERCRED`, unix(7))
  record User(String user) implements Peer {

    @Override
    public Actor actor() {
      if (user.chars().allMatch(Character::isDigit)) {
        return new Actor("uid " + user);
      }
      return new Actor(uid().map(uid -> user + " (uid " + uid + ")").orElse(user));
    }

    /// The JDK tells the name only. Users whom a directory service knows are named without number.
    private Optional<String> uid() {
      try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
        return lines
            .filter(line -> line.startsWith(user + ":"))
            .map(line -> line.split(":", -1)[2])
            .findFirst();
      } catch (IOException | IndexOutOfBoundsException unreadable) {
        return Optional.empty();
      }
    }
  }

  /// Anybody on this machine, over TCP.
  record Loopback(String address) implements Peer {

    @Override
    public Actor actor() {
      return new Actor(address + " over TCP");
    }
  }
}
