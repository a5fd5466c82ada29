package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {

  /// What starts because it went back goes by the limit of what it went back to.
  @Test
  void aTrialThatFailsBringsTheLimitOfStartsBack() {
    ServiceSpec web = slow("web").withInstances(3);
    Configuration before = Configuration.of(web).withParallel(1);
    Configuration tried = Configuration.of(changed(web), Host.service("probe")).withParallel(3);
    Host host = Host.opening(before).turn();
    host.saysReady("web.1").saysReady("web.2").saysReady("web.3");

    host.tries(tried, Duration.ofMinutes(1));
    host.log();
    host.ends("probe.1", new Exit.Code(1));

    assertThat(host.log().stream().filter(line -> line.endsWith("starts")))
        .containsExactly("web.1 starts");
  }

  /// Whose turn to start comes by that very failure is not started for an instant.
  @Test
  void aTrialThatFailsStartsNobodyMore() {
    ServiceSpec web = Host.service("web");
    Configuration before = Configuration.of(web).withParallel(1);
    Configuration tried = Configuration.of(web, slow("first"), slow("second")).withParallel(1);
    Host host = Host.opening(before).turn();

    host.tries(tried, Duration.ofMinutes(1));
    host.log();
    host.ends("first.1", new Exit.Code(1));

    assertThat(host.log()).noneMatch(line -> line.contains("second.1 starts"));
  }

  /// It has failed before, and shows that until its job has heard that it begins anew.
  @Test
  void aJobThatHadFailedIsTriedAnewByATrial() {
    JobSpec failed = hopeless("load");
    Host host = Host.opening(Recovered.NOTHING, failed).turn();
    host.ends("load.1", new Exit.Code(1));
    host.log();

    host.apply(Duration.ofMinutes(1), failed.withWorker(changed(failed.worker())));
    assertThat(host.log()).containsExactly("load.1 starts");
    assertThat(host.snapshot().watch()).isPresent();

    host.ends("load.1", new Exit.Code(0)).passes(Duration.ofMinutes(1));
    assertThat(host.entries()).extracting(Entry::type).contains("watched");
    assertThat(host.entries()).extracting(Entry::type).doesNotContain("went_back");
  }

  /// The same process, and the same failure, as far as anybody can see from outside.
  @Test
  void aJobThatFailsOnceMoreHasNotStoodItsTrial() {
    JobSpec failed = hopeless("load");
    Host host = Host.opening(Recovered.NOTHING, failed).turn();
    host.ends("load.1", new Exit.Code(1));

    host.apply(Duration.ofMinutes(1), failed.withWorker(changed(failed.worker())));
    host.ends("load.1", new Exit.Code(1));

    assertThat(host.entries()).extracting(Entry::type).contains("went_back");
  }

  @Test
  void whatIsOvertakenHasNotStoodItsTrial() {
    ServiceSpec web = Host.service("web");
    Host host = Host.with(web);
    host.tries(Configuration.of(web, Host.service("probe")), Duration.ofSeconds(5));

    host.apply(Duration.ofSeconds(5), web, Host.service("other"));

    assertThat(host.entries()).extracting(Entry::type).contains("overtaken");
    assertThat(host.entries()).extracting(Entry::type).doesNotContain("watched");
  }

  /// A daemon that ends does not wake up for a trial that it will not judge.
  @Test
  void aTrialIsNothingToWaitForAtTheEnd() {
    ServiceSpec web = Host.service("web");
    Host host = Host.with(web).undying("web");
    host.tries(Configuration.of(web, Host.service("probe")), Duration.ofSeconds(5));
    host.shutdown(false);
    host.passes(Duration.ofSeconds(6));

    assertThat(host.alarmNanos()).isGreaterThan(host.now().monotonicNanos());
  }

  private static JobSpec hopeless(String name) {
    JobSpec job = JobSpec.of(name, "bin/" + name);
    return job.withRule(job.rule().withRetries(RetryRule.DEFAULT.withLimit(0)));
  }

  private static ServiceSpec changed(ServiceSpec spec) {
    return spec.withLaunch(Launch.of(new Command(List.of("bin/other"))));
  }

  private static ServiceSpec slow(String name) {
    return Host.service(name)
        .withStart(
            new StartRule(Duration.ofSeconds(30), Duration.ofSeconds(1), Readiness.SIGNALLED));
  }
}
