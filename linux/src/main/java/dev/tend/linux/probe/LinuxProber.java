package dev.tend.linux.probe;

import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Endpoint;
import dev.tend.core.spec.InstanceId;
import dev.tend.engine.Prober;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The prober of a Linux host: one thread with a selector for all connections, however many there
/// are. What only a blocking call can find out is left to [Lookers], and TLS to virtual threads.
///
/// The thread is started by the first question: a daemon without probes has none.
public final class LinuxProber implements Prober, AutoCloseable {

  /// What is read at once.
  private static final int SCRATCH_BYTES = 16 * 1024;

  /// How long it rests when it has heard somebody and waits for others, so that what they say comes
  /// in one piece, here and in the loop.
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final BiConsumer<AskId, Finding> answers;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final Lookers lookers = new Lookers(this::order);
  private final Tls tls = new Tls();
  private final Map<AskId, Question> open = new HashMap<>();
  private final Map<AskId, Looking> lingering = new HashMap<>();
  private final PriorityQueue<Due> dues = new PriorityQueue<>();
  private final List<Found> found = new ArrayList<>();
  private Optional<Selector> selector = Optional.empty();
  private volatile boolean closed;

  /// @param timeout as it was asked with, for sentences
  private record Question(Looking looking, Duration timeout) {}

  /// When a question is over, in the time of [System#nanoTime].
  private record Due(long nanos, AskId ask) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return Long.compare(nanos - other.nanos, 0);
    }
  }

  /// What is told at the end of a round, with all else that was found out in it.
  private record Found(AskId ask, Finding finding) {}

  /// Whose blocking calls are made one at a time.
  private record Caller(InstanceId instance, ProbeKind kind) {}

  /// @param answers takes what was found out, on the prober's thread
  public LinuxProber(BiConsumer<AskId, Finding> answers) {
    this.answers = answers;
  }

  @Override
  public void ask(AskId ask, Check.Look check, Duration timeout) {
    if (selector.isEmpty()) {
      start();
    }
    order(() -> begin(ask, check, timeout));
  }

  @Override
  public void cancel(AskId ask) {
    if (selector.isPresent()) {
      order(() -> {
        Question dropped = open.remove(ask);
        if (dropped != null) {
          dropped.looking().stop();
        }
      });
    }
  }

  private void start() {
    try {
      selector = Optional.of(Selector.open());
    } catch (IOException failed) {
      throw new UncheckedIOException("no selector for probes", failed);
    }
    Thread.ofPlatform().name("tend-prober").daemon().start(this::run);
  }

  /// Has something done on the prober's thread; safe on any.
  private void order(Runnable order) {
    orders.add(order);
    selector.ifPresent(Selector::wakeup);
  }

  private void run() {
    ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    try (Selector keys = selector.orElseThrow()) {
      while (!closed) {
        int heard =
            keys.select(key -> ((Conversation) key.attachment()).go(scratch), pauseMillis());
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
          order.run();
        }
        expire();
        found.forEach(each -> answers.accept(each.ask(), each.finding()));
        found.clear();
        if (heard > 0 && !open.isEmpty()) {
          LockSupport.parkNanos(REST_NANOS);
        }
      }
      open.values().forEach(question -> question.looking().stop());
      lingering.values().forEach(Looking::stop);
    } catch (IOException broken) {
      throw new UncheckedIOException("the selector for probes broke", broken);
    }
  }

  /// Until something is due, rounded up; 0 for however long it takes.
  private long pauseMillis() {
    while (!dues.isEmpty() && isOver(dues.peek().ask())) {
      dues.remove();
    }
    return dues.isEmpty()
        ? 0
        : Math.max(1, TimeUnit.NANOSECONDS.toMillis(dues.peek().nanos() - System.nanoTime()) + 1);
  }

  private boolean isOver(AskId ask) {
    lingering.computeIfPresent(ask, (_, looking) -> looking.lingers() ? looking : null);
    return !open.containsKey(ask) && !lingering.containsKey(ask);
  }

  private void expire() {
    long now = System.nanoTime();
    while (!dues.isEmpty() && dues.peek().nanos() - now <= 0) {
      AskId ask = dues.remove().ask();
      Question question = open.get(ask);
      if (question != null) {
        finish(ask, question.looking().late(question.timeout()));
      }
      Looking looking = lingering.remove(ask);
      if (looking != null) {
        looking.stop();
      }
    }
  }

  private void begin(AskId ask, Check.Look check, Duration timeout) {
    dues.add(new Due(System.nanoTime() + timeout.toNanos(), ask));
    open.put(ask, new Question(new Waiting("did not come back"), timeout));
    switch (check) {
      case Check.FileExists _, Check.FolderActivity _ ->
          send(
              ask,
              () -> {
                Finding finding = FileLook.at(check, Instant.now());
                return () -> finish(ask, finding);
              });
      case Check.Tcp tcp -> reach(ask, Target.of(tcp), tcp.address());
      case Check.Http http -> reach(ask, Target.of(http), http.url());
    }
  }

  private void reach(AskId ask, Optional<Target> target, String written) {
    target.ifPresentOrElse(
        known -> reach(ask, known), () -> finish(ask, Finding.bad("could not read " + written)));
  }

  private void reach(AskId ask, Target target) {
    switch (target.where()) {
      case Endpoint.Socket(String path) ->
          talk(ask, target, List.of(UnixDomainSocketAddress.of(path)));
      case Endpoint.Port port ->
          Names.known(port.host())
              .ifPresentOrElse(
                  known -> connect(ask, target, port, known), () -> resolve(ask, target, port));
    }
  }

  private void resolve(AskId ask, Target target, Endpoint.Port where) {
    String unknown = "could not find the address of " + where.host();
    look(ask, new Waiting(unknown));
    send(
        ask,
        () -> {
          try {
            List<InetAddress> found = Names.ask(where.host());
            return () -> {
              if (open.containsKey(ask)) {
                connect(ask, target, where, found);
              }
            };
          } catch (UnknownHostException nobody) {
            return () -> finish(ask, Finding.bad(unknown));
          }
        });
  }

  private void send(AskId ask, Supplier<Runnable> call) {
    Caller caller = new Caller(ask.instance(), ask.kind());
    if (lookers.isAway(caller)) {
      finish(ask, Finding.bad("has not come back from an earlier look"));
    } else {
      lookers.send(caller, call);
    }
  }

  private void connect(AskId ask, Target target, Endpoint.Port where, List<InetAddress> known) {
    if (target.check() instanceof Check.Http http && target.url().orElseThrow().tls()) {
      Consumer<Finding> answer = found -> order(() -> finish(ask, found));
      SecureTalk talk = new SecureTalk(http, target.url().orElseThrow(), tls, answer);
      look(ask, talk);
      talk.begin(known);
    } else {
      talk(
          ask,
          target,
          known.stream().map(address -> new InetSocketAddress(address, where.port())).toList());
    }
  }

  private void talk(AskId ask, Target target, List<? extends SocketAddress> addresses) {
    Conversation conversation =
        new Conversation(selector.orElseThrow(), target, addresses, found -> finish(ask, found));
    look(ask, conversation);
    conversation.begin();
  }

  /// From now on this is how the question is looked into.
  private void look(AskId ask, Looking looking) {
    open.computeIfPresent(ask, (_, known) -> new Question(looking, known.timeout()));
  }

  private void finish(AskId ask, Finding finding) {
    Question question = open.remove(ask);
    if (question == null) {
      return;
    }
    if (question.looking().lingers()) {
      lingering.put(ask, question.looking());
    } else {
      question.looking().stop();
    }
    found.add(new Found(ask, finding));
  }

  @Override
  public void close() {
    closed = true;
    lookers.close();
    selector.ifPresent(Selector::wakeup);
  }
}
