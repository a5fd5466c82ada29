package dev.tend.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final ServiceSpec WEB = ServiceSpec.of("web", "bin/web", "-p", "80");

  @Test
  void theNumberOfInstancesIsNoPartOfIt() {
    assertThat(Fingerprint.of(WEB.withInstances(7))).isEqualTo(Fingerprint.of(WEB));
  }

  @Test
  void whatARunningProcessCanTakeOverChangesTheWholeOnly() {
    Fingerprint changed = Fingerprint.of(WEB.withPriority(7));

    assertThat(changed.process()).isEqualTo(Fingerprint.of(WEB).process());
    assertThat(changed.whole()).isNotEqualTo(Fingerprint.of(WEB).whole());
  }

  @Test
  void whatNeedsANewProcessChangesBoth() {
    List<Launch> launches =
        List.of(
            Launch.of(new Command(List.of("bin/web", "-p 80"))),
            launch(Optional.of("/srv"), Optional.empty(), Map.of()),
            launch(Optional.empty(), Optional.of("nobody"), Map.of()),
            launch(Optional.empty(), Optional.empty(), Map.of("A", "1")),
            launch(Optional.empty(), Optional.empty(), Map.of("A", "2")),
            new Launch(
                WEB.launch().command(),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Inheritance.BASIC));

    assertThat(launches.stream().map(launch -> Fingerprint.of(WEB.withLaunch(launch)).process()))
        .doesNotHaveDuplicates()
        .doesNotContain(Fingerprint.of(WEB).process());
  }

  /// An upgrade of Tend must not take what it did not know before for a change.
  @Test
  void itStaysTheSameFromVersionToVersion() {
    assertThat(Fingerprint.of(WEB).process()).isEqualTo("6cc1d3dd7bf80dd6");
  }

  /// Who adds a key that only a new process can take over adds it to the fingerprint too.
  @Test
  void itKnowsEveryKeyOfALaunch() {
    assertThat(Arrays.stream(Launch.class.getRecordComponents()).map(RecordComponent::getName))
        .containsExactly("command", "directory", "user", "env", "inherit");
  }

  private static Launch launch(
      Optional<String> directory, Optional<String> user, Map<String, String> env) {
    return new Launch(WEB.launch().command(), directory, user, new TreeMap<>(env));
  }
}
