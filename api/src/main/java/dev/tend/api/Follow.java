package dev.tend.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A stream that is followed for as long as the daemon or the reader wants.
///
/// One thread reads; any other may close, which ends the stream for the reader.
public final class Follow<T> implements AutoCloseable {

  /// The daemon's last word before it ends a stream that it cannot go on with: an [ErrorBody].
  private static final String LAST_WORD = "end";

  /// A newer daemon may say more than this client knows; that is skipped.
  private static final Set<String> KNOWN =
      Set.of(ServerSentEvent.ORDINARY, GapNote.EVENT, LAST_WORD);

  private final Exchange exchange;
  private final ServerSentEvents events;
  private final Codec codec;
  private final Class<T> type;

  Follow(Exchange exchange, Codec codec, Class<T> type) {
    this.exchange = exchange;
    this.events = new ServerSentEvents(exchange.body());
    this.codec = codec;
    this.type = type;
  }

  /// Waits for what comes next, however long it takes.
  public Step<T> next() {
    return next(Deadline.NEVER);
  }

  /// Waits for what comes next; [Step.Quiet] where nothing came within that time.
  public Step<T> next(Duration within) {
    return next(Deadline.in(within));
  }

  private Step<T> next(Deadline deadline) {
    exchange.until(deadline);
    try {
      Optional<ServerSentEvent> event = events.next();
      while (event.isPresent() && !KNOWN.contains(event.get().name())) {
        event = events.next();
      }
      return event.isEmpty() ? new Step.Ended<>() : read(event.get());
    } catch (SocketTimeoutException passed) {
      return new Step.Quiet<>();
    } catch (ClosedChannelException closed) {
      return new Step.Ended<>();
    } catch (IOException broken) {
      return new Step.Broken<>(String.valueOf(broken.getMessage()));
    }
  }

  private Step<T> read(ServerSentEvent event) throws MalformedException {
    return switch (event.name()) {
      case GapNote.EVENT -> new Step.Gap<>(codec.read(GapNote.class, event.data()).missed());
      case LAST_WORD -> new Step.Broken<>(codec.read(ErrorBody.class, event.data()).error());
      default -> new Step.Item<>(event.id(), codec.read(type, event.data()));
    };
  }

  /// Whether more has already arrived, so that it is too early to flush what was written.
  public boolean hasMore() {
    try {
      return exchange.body().available() > 0;
    } catch (IOException broken) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      exchange.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
