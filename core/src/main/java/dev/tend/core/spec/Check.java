package dev.tend.core.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How a service is looked at from outside, once: what a [Probe] repeats.
///
/// In texts `{unit}` and `{instance}` stand for the name and the number of the instance.
public sealed interface Check {

  /// The same for one instance.
  Check of(InstanceId instance);

  /// One that needs no process.
  sealed interface Look extends Check {
    @Override
    Look of(InstanceId instance);
  }

  /// This command ends with exit code 0.
  record Exec(Command command) implements Check {
    /// A command has `TEND_UNIT` and `TEND_INSTANCE` in its environment instead.
    @Override
    public Exec of(InstanceId instance) {
      return this;
    }
  }

  /// A GET of this URL is answered with one of these statuses. A redirect is not followed: it is
  /// what it is.
  ///
  /// @param url as [HttpUrl#parse] takes it
  /// @param socket the path of the unix socket to connect to in place of the URL's host
  /// @param headers what is sent beside the usual ones
  /// @param wanted a header that the answer has to have
  /// @param verify whether the certificate of an `https` server has to be a trusted one of that
  ///   name
  record Http(
      String url,
      Optional<String> socket,
      Statuses statuses,
      SortedMap<String, String> headers,
      Optional<Wanted> wanted,
      boolean verify)
      implements Look {

    public Http {
      headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    /// A GET of this URL with everything as usual.
    public static Http get(String url) {
      return new Http(
          url, Optional.empty(), Statuses.USUAL, new TreeMap<>(), Optional.empty(), true);
    }

    @Override
    public Http of(InstanceId instance) {
      SortedMap<String, String> own = new TreeMap<>(headers);
      own.replaceAll((_, value) -> filled(value, instance));
      return new Http(
          filled(url, instance),
          socket.map(path -> filled(path, instance)),
          statuses,
          own,
          wanted,
          verify);
    }
  }

  /// HTTP statuses that are taken for a good answer, from the first to the last.
  record Statuses(int first, int last) {
    public static final int MIN = 100;
    public static final int MAX = 599;
    public static final Statuses USUAL = new Statuses(200, 399);

    public Statuses {
      if (first < MIN || last > MAX || last < first) {
        throw new IllegalArgumentException("not a range of HTTP statuses: " + first + "-" + last);
      }
    }

    public boolean include(int status) {
      return status >= first && status <= last;
    }

    /// `200-399`, or `204`.
    public String text() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  /// A header of an answer.
  ///
  /// @param value what it has to be; empty means anything
  record Wanted(String name, Optional<String> value) {}

  /// Something accepts connections there.
  ///
  /// @param address as [Endpoint#parse] takes it
  record Tcp(String address) implements Look {
    @Override
    public Tcp of(InstanceId instance) {
      return new Tcp(filled(address, instance));
    }
  }

  /// There is such a file, of whatever kind.
  record FileExists(String path) implements Look {
    @Override
    public FileExists of(InstanceId instance) {
      return new FileExists(filled(path, instance));
    }
  }

  /// Something in this folder was changed less than `inactive` ago. An empty folder, or none, is
  /// not active.
  ///
  /// @param recursive whether the folders in it are looked into too
  record FolderActivity(String path, Duration inactive, boolean recursive) implements Look {
    @Override
    public FolderActivity of(InstanceId instance) {
      return new FolderActivity(filled(path, instance), inactive, recursive);
    }
  }

  private static String filled(String template, InstanceId instance) {
    return template
        .replace(InstancePath.INSTANCE, Integer.toString(instance.number()))
        .replace(InstancePath.UNIT, instance.unit().text());
  }
}
