package dev.tend.linux.probe;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.Check;
import dev.tend.engine.Clock;
import dev.tend.engine.Kernel;
import dev.tend.linux.LinuxClock;
import dev.tend.linux.LinuxKernel;
import dev.tend.linux.StreamPaths;
import dev.tend.linux.Streams;
import dev.tend.sim.ProberContract;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/// The contract of the prober, on this machine.
final class LinuxProberContractTest extends ProberContract {
  private final Counterpart fine = Counterpart.saying("HTTP/1.1 204 No Content\r\n\r\n");
  private final Counterpart broken =
      Counterpart.saying("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 5\r\n\r\nno db");
  private final Counterpart silent = Counterpart.silent();

  @Override
  protected Kernel open() {
    return new LinuxKernel(Map.of(), "/none", new NoStreams());
  }

  @AfterEach
  void hangUp() {
    fine.close();
    broken.close();
    silent.close();
  }

  @Override
  protected Clock clock() {
    return new LinuxClock();
  }

  @Override
  protected Check.Look fine() {
    return Check.Http.get(fine.url());
  }

  @Override
  protected Check.Look broken() {
    return Check.Http.get(broken.url());
  }

  @Override
  protected Check.Look silent() {
    return Check.Http.get(silent.url());
  }

  /// Nobody is started here.
  private static final class NoStreams implements Streams {
    @Override
    public StreamPaths of(Writer writer) {
      return new StreamPaths("/dev/null", "/dev/null");
    }

    @Override
    public void giveTo(Writer writer, int uid, int gid) {}
  }
}
