package dev.tend.daemon.history;

import java.sql.SQLException;

/// What is wrong with a database, as far as it decides what to do about it.
enum Fault {
  /// What stands in the file is no database, or none of ours.
  DAMAGED,
  /// Another process holds it.
  LOCKED,
  /// It cannot be written now: no room, no permission, no disk.
  UNUSABLE;

  /// SQLite's primary result codes (sqlite.org, "Result and Error Codes").
  private static final int SQLITE_ERROR = 1;

  private static final int SQLITE_BUSY = 5;
  private static final int SQLITE_LOCKED = 6;
  static final int CORRUPT = 11;
  private static final int SQLITE_SCHEMA = 17;
  private static final int SQLITE_MISMATCH = 20;
  private static final int SQLITE_NOTADB = 26;

  static Fault of(SQLException failed) {
    return switch (failed.getErrorCode()) {
      // A statement of ours that makes no sense to it: the tables are not ours.
      case SQLITE_ERROR, CORRUPT, SQLITE_SCHEMA, SQLITE_MISMATCH, SQLITE_NOTADB -> DAMAGED;
      case SQLITE_BUSY, SQLITE_LOCKED -> LOCKED;
      default -> UNUSABLE;
    };
  }
}
