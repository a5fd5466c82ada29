package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopRequestTest {
  private static final ServiceSpec WEB = ServiceSpec.of("web", "bin/web");
  private static final int LETTERS_MAX = 1024;

  @Test
  void aRequestIsAnsweredOnceTheSnapshotThatShowsItIsPublished() {
    Rig rig = new Rig(WEB).passes(Duration.ofSeconds(2));
    List<Snapshot> atReply = new ArrayList<>();

    rig.loop.submit(Rig.stop("web")).thenAccept(_ -> atReply.add(rig.loop.snapshot()));
    assertThat(atReply).isEmpty();
    rig.loop.turn();

    assertThat(atReply)
        .singleElement()
        .satisfies(snapshot ->
            assertThat(snapshot.find(Rig.first("web")))
                .hasValueSatisfying(
                    view -> assertThat(view.state()).isEqualTo(StateName.STOPPING)));
  }

  @Test
  void aRequestIsAnsweredAfterItsEntriesWereJournalled() {
    Rig rig = new Rig(WEB).passes(Duration.ofSeconds(2));
    rig.notes.clear();

    CompletableFuture<Void> noted =
        rig.loop
            .submit(Rig.stop("web"))
            .thenAccept(_ -> rig.notes.add("reply"))
            .toCompletableFuture();
    rig.loop.turn();

    assertThat(noted).isCompleted();
    assertThat(rig.notes)
        .containsExactly("held down [web.1]", "standing Leaving", "entry stopping", "reply");
  }

  @Test
  void requestsOfAnotherThreadAreAnsweredWhileTheLoopRuns() throws Exception {
    Rig rig = new Rig(WEB);
    Thread thread = Thread.ofPlatform().name("loop").start(rig.loop::run);

    Reply stopped = answer(rig, Rig.stop("web"));
    Reply ended = answer(rig, new Request.Shutdown(false, Rig.ROOT));
    thread.join(Duration.ofSeconds(10));

    assertThat(stopped).isInstanceOf(Reply.Done.class);
    assertThat(ended).isInstanceOf(Reply.Done.class);
    assertThat(thread.isAlive()).isFalse();
    assertThat(rig.view("web").state()).isEqualTo(StateName.STOPPED);
  }

  @Test
  void aRequestTooManyIsRefusedAtOnceAndTheOthersAreAnswered() {
    Rig rig = new Rig(WEB).passes(Duration.ofSeconds(2));
    List<CompletableFuture<Reply>> taken = new ArrayList<>();
    for (int i = 0; i < LETTERS_MAX; i++) {
      taken.add(rig.loop.submit(Rig.stop("web")).toCompletableFuture());
    }

    CompletableFuture<Reply> refused = rig.loop.submit(Rig.stop("web")).toCompletableFuture();

    assertThat(refused)
        .isCompletedWithValue(
            new Reply.Refused(
                Reply.Reason.CONFLICT,
                "too many requests wait already (1024)",
                "try again in a moment"));
    rig.loop.turn();
    assertThat(taken).allSatisfy(answer -> assertThat(answer).isCompleted());
  }

  @Test
  void theRecordOfARunStandsBeforeItsProcessDoes() {
    Rig rig = new Rig(WEB);

    rig.loop.turn();

    assertThat(rig.notes)
        .containsExactly(
            "standing Due", "entry starting", "launching web.1", "spawn web.1", "launched");
  }

  @Test
  void whereAnInstanceStandsAndTheEndOfItsRunAreRecorded() {
    Rig rig = new Rig(WEB).passes(Duration.ofSeconds(2));
    assertThat(rig.notes).endsWith("standing Proved", "entry running");

    rig.loop.submit(Rig.stop("web"));
    rig.passes(Duration.ofSeconds(1));

    assertThat(rig.notes).last().isEqualTo("ended");
    assertThat(rig.notes).contains("entry exited");
  }

  private static Reply answer(Rig rig, Request request) throws Exception {
    return rig.loop.submit(request).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
