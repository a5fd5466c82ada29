package dev.tend.daemon;

import dev.tend.api.Directories;
import dev.tend.cli.GlobalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/// Where one daemon keeps its files.
///
/// A socket that was named takes all the rest with it, into its own folder: two daemons that differ
/// in their socket differ in everything.
///
/// @param socket the unix socket, in `runtime`
/// @param runtime what is lost with a reboot: FIFOs, records of runs, the lock
/// @param state what outlives one
/// @param log the output of units that name no file of their own
record Places(Path socket, Path runtime, Path state, Path log) {

  /// sun_path of unix(7) has 108 bytes, the last one zero.
  private static final int SOCKET_PATH_MAX = 107;

  static Places of(GlobalOptions options, Map<String, String> env) {
    Directories usual = Directories.current(env);
    return options
        .socket()
        .map(socket -> beside(socket.toAbsolutePath().normalize()))
        .orElseGet(() -> new Places(usual.socket(), usual.runtime(), usual.state(), usual.log()));
  }

  private static Places beside(Path socket) {
    Path folder = socket.resolveSibling("");
    return new Places(socket, folder, folder.resolve("state"), folder.resolve("log"));
  }

  /// Where units are kept that were registered.
  Path registered() {
    return state.resolve("registered").toAbsolutePath().normalize();
  }

  /// Makes the folders that are not there, for their owner alone.
  ///
  /// @throws Refusal if one cannot be made, or others could put their files in it
  void prepare() throws Refusal {
    if (socket.toString().length() > SOCKET_PATH_MAX) {
      throw new Refusal(
          "the path of the socket has more than "
              + SOCKET_PATH_MAX
              + " characters, which Linux does not allow: "
              + socket);
    }
    for (Path folder : Set.of(runtime, state, log)) {
      try {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (IOException failed) {
        throw new Refusal(
            "cannot make the folder "
                + folder
                + ": "
                + failed
                + "; --socket /a/writable/folder/tend.sock keeps everything there");
      }
    }
    refuseIfOpen(runtime);
    refuseIfOpen(state);
  }

  private static void refuseIfOpen(Path folder) throws Refusal {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
      if (mode.contains(PosixFilePermission.OTHERS_WRITE)
          || mode.contains(PosixFilePermission.GROUP_WRITE)) {
        throw new Refusal(
            folder + " can be written by others; give the socket a folder of its own");
      }
    } catch (IOException unreadable) {
      throw new Refusal("cannot read the folder " + folder + ": " + unreadable);
    }
  }
}
