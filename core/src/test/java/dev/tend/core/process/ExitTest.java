package dev.tend.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExitTest {

  @Test
  void onlyCodeZeroIsSuccess() {
    assertThat(new Exit.Code(0).success()).isTrue();
    assertThat(new Exit.Code(1).success()).isFalse();
    assertThat(new Exit.Signalled(15, false).success()).isFalse();
    assertThat(new Exit.Unknown("nobody looked").success()).isFalse();
  }

  @Test
  void anExitIsSaidInWords() {
    assertThat(new Exit.Code(3).sentence()).isEqualTo("exited with code 3");
    assertThat(new Exit.Signalled(9, false).sentence()).isEqualTo("was killed by SIGKILL");
    assertThat(new Exit.Signalled(11, true).sentence())
        .isEqualTo("was killed by SIGSEGV (core dumped)");
    assertThat(new Exit.Signalled(37, false).sentence()).isEqualTo("was killed by signal 37");
    assertThat(new Exit.Unknown("nobody looked").sentence())
        .isEqualTo("ended unseen (nobody looked)");
  }

  @Test
  void aSpawnFaultNamesWhatFailedOnWhatAndWhy() {
    assertThat(new SpawnFault("execve", "ENOENT", "/srv/web", "is the path right?").sentence())
        .isEqualTo("cannot execute /srv/web: ENOENT (is the path right?)");
    assertThat(new SpawnFault("chdir", "EACCES", "/root", "").sentence())
        .isEqualTo("cannot change to /root: EACCES");
    assertThat(new SpawnFault("setuid", "EPERM", "www", "").sentence())
        .isEqualTo("cannot run as www: EPERM");
    assertThat(new SpawnFault("posix_spawn", "EAGAIN", "web", "").sentence())
        .isEqualTo("posix_spawn failed for web: EAGAIN");
  }
}
