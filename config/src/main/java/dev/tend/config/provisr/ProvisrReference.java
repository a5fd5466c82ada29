package dev.tend.config.provisr;

import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import java.util.List;

/// The page for who comes from provisr, `docs/coming-from-provisr.md`: what each key becomes,
/// written from the declarations that the reader decodes by.
public record ProvisrReference() {

  private static final String HEAD =
      """
      # Coming from provisr

      Generated from the declarations in the code: do not edit. A test compares it; `./check docs`
      writes it anew.

      ```sh
      tend serve --config config/config.toml     # provisr's main file, as it is
      tend check config/config.toml              # what it will come to, every mistake at once
      ```

      A file of provisr is recognised by what stands in it (`[[processes]]`, `pid_dir`, `base_path`, …);
      `--dialect provisr` or `--dialect native` decides where nothing tells. The programs directory is
      read with it: one unit in each file, in TOML, YAML or JSON. One such file alone can be brought up too.
      Relative paths count from the file that they stand in; commands run in `work_dir`, or where the
      daemon was started.

      ## What differs, and why

      - **Nothing is passed over.** An unknown key is a mistake with its place and a suggestion, in specs
        too. A mistake in the main file refuses it. A mistake in a file of the programs directory leaves
        out that unit, says so, and the others start; a reload that would take away a running unit that
        way is refused, and changes nothing.
      - **What is not there yet is said**, with its place: with TLS or authentication enabled nothing
        listens on TCP, because what they protect would be open without them.
      - **A job runs by itself**, once for each change of what it does: a success is never run again, not by
        the next daemon either. Its tries after failures come after pauses that grow, and `backoff_limit`
        counts them as Kubernetes does. Workers are `import.1`, `import.2`, …, none more than there are
        completions to come.
      - **Hooks are runs like any other.** They have the process's whole environment (`PATH` and `HOME`
        too), their output goes to its log, a timeout kills all that they started, and an asynchronous one
        lives until it ends or its time is over. `pre_stop` and `post_stop` run when the daemon ends too,
        and `post_stop` after a crash. A stop ends a `pre_start` hook that is still running.
      - **Nothing listens beyond the machine.** `listen = ":8080"` is 127.0.0.1:8080, and that is said;
        an address that others can reach is a mistake.
      - **`use_os_env = false` holds.** A process then inherits `PATH`, `HOME`, `USER`, the locale and the
        time zone, and nothing else of the daemon's environment.
      - **`${NAME}` is replaced through any number of steps**, over `env_files`, `env` and the process's own
        `env`. Its own name means the value before it (`PATH=/opt/bin:${PATH}`); any other circle is a
        mistake.
      - **`restart_interval` is a pause before every restart**, the first one too, and `retry_count` is kept:
        a start that fails so often has `failed`, and is left alone until somebody starts it.
      - **`priority` and `depends_on` decide the order**; one process that fails keeps no other from starting.
      - **Instances have files of their own**: pid files, and logs. They are called `web.1`, `web.2`, …; in
        pid files and log files they keep provisr's `web-1`.
      - **The end of the daemon stops its processes**; `tend shutdown --keep` leaves them to the next daemon,
        and so does a crash of it.
      - **A stopped process stays stopped**, when the daemon is started again too.
      - **A process is killed 3s after it was asked to end**, with everything that it started.
      """;

  private static final String TABLE = "\n| key | as | default | becomes |\n|---|---|---|---|\n";

  public String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    section("The main file", MainKeys.SHAPE, text);
    section("`spec`", SpecKeys.SHAPE, text);
    section("`spec` of a job", JobKeys.SHAPE, text);
    section("`spec` of a cron job", CronKeys.SHAPE, text);
    section("`job_template`", JobKeys.TEMPLATE, text);
    section("A hook of `lifecycle`", HookKeys.SHAPE, text);
    section("One of `detectors`", DetectorKeys.SHAPE, text);
    text.append("\nBoth spellings are read: `max_size_mb` and `file.maxSizeMB`, `level` and")
        .append(" `slog.level`.\n");
    section("`log`, of the main file and of a spec", LogKeys.FLAT, text);
    section("`[server]`", ServerKeys.SHAPE, text);
    section("`[metrics]`", StoreKeys.METRICS, text);
    section("`[history]`", StoreKeys.HISTORY, text);
    return text.toString();
  }

  private static void section(String title, Shape shape, StringBuilder text) {
    text.append("\n## ").append(title).append('\n').append(TABLE);
    shape.keys().forEach(key -> row(key, text));
  }

  private static <T> void row(Key<T> key, StringBuilder text) {
    for (String cell :
        List.of("`" + key.name() + "`", key.form().type(), absence(key), key.meaning())) {
      text.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    text.append("|\n");
  }

  private static <T> String absence(Key<T> key) {
    return switch (key.absence()) {
      case Key.Absence.Refused<T> _ -> "required";
      case Key.Absence.Otherwise<T>(String words) -> words;
      case Key.Absence.Standard<T>(T value) -> "`" + key.form().write(value) + "`";
    };
  }
}
