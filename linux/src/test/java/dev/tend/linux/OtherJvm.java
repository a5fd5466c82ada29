package dev.tend.linux;

import java.nio.file.Path;
import java.util.List;

/// The command of a JVM of its own, for what may not happen to that of the tests.
final class OtherJvm {
  private OtherJvm() {}

  static List<String> command(Class<?> main, Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName(),
        folder.toString());
  }
}
