package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.linux.LinuxPidFiles.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is in a pid file, and who may change it.
final class LinuxPidFilesTest {

  private static final int OWN = (int) ProcessHandle.current().pid();

  /// Larger than any pid_max, so nobody has it.
  private static final int NOBODY = 99_999_999;

  @TempDir private Path folder;
  private final Libc libc = new Libc();
  private final SmallFiles files = new SmallFiles(libc);
  private final LinuxPidFiles pidFiles = new LinuxPidFiles(libc, files, new ProcReader(files));

  @AfterEach
  void close() {
    files.close();
    libc.close();
  }

  @Test
  void thePidIsALineThatEverybodyMayRead() throws IOException {
    assertThat(pidFiles.write(file(), OWN, false)).isEmpty();

    assertThat(path()).hasContent(OWN + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-r--r--");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void aFileThatNamesAnotherIsReplaced() throws IOException {
    Files.writeString(path(), "1\n");

    pidFiles.write(file(), OWN, false);

    assertThat(path()).hasContent(OWN + "\n");
  }

  @Test
  void aFileThatNamesTheProcessAlreadyKeepsWhatElseIsInIt() throws IOException {
    Files.writeString(path(), OWN + "\n{\"name\": \"web\"}\n");

    pidFiles.write(file(), OWN, false);

    assertThat(path()).content().contains("name");
  }

  @Test
  void aFileOfTheServicesOwnYieldsOnlyToALivingProcess() throws IOException {
    Files.writeString(path(), "1\n");
    pidFiles.write(file(), OWN, true);
    assertThat(path()).hasContent("1\n");

    Files.writeString(path(), NOBODY + "\n");
    pidFiles.write(file(), OWN, true);

    assertThat(path()).hasContent(OWN + "\n");
  }

  @Test
  void aLinkThatSomebodyLaidInTheWayIsNotFollowed() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Files.createSymbolicLink(folder.resolve("web.pid.new"), victim);

    assertThat(pidFiles.write(file(), OWN, false)).isEmpty();

    assertThat(victim).hasContent("precious");
    assertThat(path()).hasContent(OWN + "\n");
  }

  @Test
  void whatCannotBeWrittenIsSaid() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "a file, and no folder");
    String nowhere = taken + "/web.pid";

    assertThat(pidFiles.write(nowhere, OWN, false).orElseThrow())
        .startsWith("cannot write the pid file " + nowhere + ": ");
  }

  @Test
  void onlyWhoIsNamedTakesTheFileAlong() throws IOException {
    Files.writeString(path(), OWN + "\n");
    pidFiles.erase(file(), OptionalInt.of(NOBODY));
    pidFiles.erase(file(), OptionalInt.empty());
    assertThat(path()).exists();

    pidFiles.erase(file(), OptionalInt.of(OWN));

    assertThat(path()).doesNotExist();
  }

  @Test
  void aFileThatNamesNobodyIsErased() throws IOException {
    Files.writeString(path(), NOBODY + "\n");

    pidFiles.erase(file(), OptionalInt.empty());

    assertThat(path()).doesNotExist();
  }

  @Test
  void aFileWithSomethingElseInItIsNotOurs() throws IOException {
    Files.writeString(path(), "see the other one\n");

    pidFiles.erase(file(), OptionalInt.of(OWN));

    assertThat(path()).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4711", "4711\n", " 4711 \n", "4711\n{\"name\":\"web\"}\n{\"start_unix\":1}\n"})
  void theFirstLineCounts(String content) throws IOException {
    Files.writeString(path(), content);

    assertThat(pidFiles.read(file())).isEqualTo(new Named.Pid(4711));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n4711\n", "web\n", "-1\n", "0\n", "47 11\n", "12345678901\n"})
  void whatIsNoPidIsGarbage(String content) throws IOException {
    Files.writeString(path(), content);

    assertThat(pidFiles.read(file())).isEqualTo(new Named.Garbage());
  }

  @Test
  void aFifoInItsPlaceHoldsNobodyUp() throws IOException, InterruptedException {
    new ProcessBuilder("mkfifo", file()).start().waitFor();

    assertThat(pidFiles.read(file())).isNotInstanceOf(Named.Pid.class);
  }

  private Path path() {
    return folder.resolve("web.pid");
  }

  private String file() {
    return path().toString();
  }
}
