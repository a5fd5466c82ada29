package dev.tend.daemon.history;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/// SQLite as this daemon uses it: its library in a private folder, its memory small.
///
/// Left to itself, the driver unpacks its native library into the temporary folder of the host at
/// each start, and leaves it there when it is killed. So it is unpacked once, into the state
/// directory, which nobody else can write.
final class Sqlite {

  /// KiB of pages that each connection keeps: the writer appends, and readers read once.
  private static final int CACHE_KIB = 256;

  /// How long a statement waits for another process that holds the file, in milliseconds.
  private static final int BUSY_MILLIS = 200;

  /// The write-ahead log is cut to this after a checkpoint, in bytes.
  private static final int WAL_BYTES_MAX = 1024 * 1024;

  private static final String LIBRARY = "libsqlitejdbc";

  private final Path folder;
  private boolean unpacked;

  /// @param folder private; the native library goes there
  Sqlite(Path folder) {
    this.folder = folder;
  }

  /// Opens a database for writing, and makes it if it is not there.
  Connection open(Path file) throws SQLException {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setJournalSizeLimit(WAL_BYTES_MAX);
    Connection connection = connect(file, config);
    connection.setAutoCommit(false);
    return connection;
  }

  /// Opens a database that is there, beside its writer, which it neither waits for nor hinders.
  Connection openToRead(Path file) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return connect(file, config);
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setCacheSize(-CACHE_KIB);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setBusyTimeout(BUSY_MILLIS);
    return config;
  }

  private Connection connect(Path file, SQLiteConfig config) throws SQLException {
    unpack();
    return JDBC.createConnection(JDBC.PREFIX + file, config.toProperties());
  }

  /// Before the driver's first use, which reads these properties once.
  private synchronized void unpack() throws SQLException {
    if (unpacked) {
      return;
    }
    try {
      System.setProperty("org.sqlite.tmpdir", folder.toString());
      System.setProperty("org.sqlite.lib.path", folder.toString());
      System.setProperty("org.sqlite.lib.name", library().toString());
      unpacked = true;
    } catch (IOException failed) {
      throw new SQLException("cannot unpack SQLite into " + folder + ": " + failed, failed);
    }
  }

  /// The name of the library's file; it holds the version, so that an update brings its own.
  private Path library() throws IOException {
    String inside =
        "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + LIBRARY + ".so";
    URL url = SQLiteJDBCLoader.class.getResource(inside);
    if (url == null) {
      throw new IOException("there is no SQLite for " + inside);
    }
    Path name = Path.of(LIBRARY + "-" + SQLiteJDBCLoader.getVersion() + ".so");
    Path file = folder.resolve(name);
    if (!Files.exists(file) || Files.size(file) != url.openConnection().getContentLengthLong()) {
      forgetOthers();
      Path fresh = folder.resolve(name + ".new");
      try (InputStream in = url.openStream()) {
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return name;
  }

  private void forgetOthers() throws IOException {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, LIBRARY + "-*.so*")) {
      for (Path other : others) {
        Files.deleteIfExists(other);
      }
    }
  }
}
