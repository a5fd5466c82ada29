package dev.tend.daemon.routes;

import static dev.tend.daemon.routes.Visitor.failure;
import static dev.tend.daemon.routes.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Actor;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import dev.tend.daemon.Scene;
import dev.tend.daemon.StillEngine;
import dev.tend.daemon.http.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private final StillEngine engine = new StillEngine(Scene.snapshot(), 100);
  private final FixedSource source = new FixedSource();
  private final Visitor visitor = Visitor.of(engine, Past.NONE, source);

  @Test
  void anInstanceIsDescribedInFull() {
    assertThat(json(get("/v1/units/web.2")))
        .isEqualTo(
            """
            [{"unit":"web","instance":2,"kind":"service","state":"backoff","target":"up",\
            "pid":null,"run":null,"since":"2026-11-21T07:59:58.500Z","ready":false,"restarts":3,\
            "attempt":4,"last_exit":{"signal":"SIGSEGV","at":"2026-11-21T07:59:58.500Z"},\
            "next_start":"2026-11-21T08:00:02.000Z",\
            "cause":"it was killed by SIGSEGV (core dumped); restart is on-failure",\
            "adopted":false,"version":null,"waiting_for":[],"said":null}]\
            """);
  }

  @Test
  void selectorsAreUnitedWithoutRepetition() {
    assertThat(json(get("/v1/units", "select=web", "select=@backend", "select=w*")))
        .containsSubsequence("\"db\"", "\"web\",\"instance\":1", "\"web\",\"instance\":2")
        .satisfies(text -> assertThat(text.split("\"unit\"", -1)).hasSize(4));
  }

  @Test
  void aUnitWithoutInstancesIsAnEmptyList() {
    assertThat(json(get("/v1/units/idle"))).isEqualTo("[]");
  }

  @Test
  void aMisspeltUnitIsNotFoundWithAHint() {
    var failure = failure(get("/v1/units/wbe"));

    assertThat(failure.status()).isEqualTo(404);
    assertThat(failure.body().error()).isEqualTo("no unit named 'wbe'");
    assertThat(failure.body().hint()).isEqualTo("Did you mean 'web'?");
  }

  @Test
  void aCommandGoesToTheLoopInTheNameOfWhoSentIt() {
    engine.replies = _ -> new Reply.Done(List.of(new InstanceId(new UnitName("web"), 2)), 12);

    Response response = post("/v1/units/web.2/stop");

    assertThat(json(response)).isEqualTo("{\"units\":[\"web.2\"],\"position\":12}");
    assertThat(engine.requests)
        .containsExactly(
            new Request.Stop(List.of(Selector.parse("web.2")), new Actor("127.0.0.1 over TCP")));
  }

  @Test
  void aRefusedCommandHasTheStatusOfItsReason() {
    engine.replies = _ -> new Reply.Refused(Reply.Reason.CONFLICT, "the daemon is ending", "");
    assertThat(failure(post("/v1/units/web/start")).status()).isEqualTo(409);

    engine.replies = _ -> new Reply.Refused(Reply.Reason.NOT_FOUND, "no unit named 'x'", "");
    assertThat(failure(post("/v1/units/x/restart")).status()).isEqualTo(404);
  }

  @Test
  void scalingNeedsANumberWithinReason() {
    assertThat(failure(post("/v1/units/web/scale")).body().error())
        .isEqualTo("'instances' is missing");
    assertThat(failure(post("/v1/units/web/scale", "instances=-1")).body().error())
        .isEqualTo("'instances' is a whole number from 0 to 10000, not '-1'");
    assertThat(engine.requests).isEmpty();
  }

  @Test
  void whySpeaksOfTheInstanceThatIsWorstOff() {
    assertThat(json(get("/v1/units/web/why")))
        .contains("\"unit\":\"web.2\"", "\"state\":\"backoff\"", "was killed by SIGSEGV");
  }

  @Test
  void eventsWithoutFollowingAreAList() {
    engine.happen(Scene.entry(1, "db"));
    engine.happen(Scene.entry(2, "web"));

    assertThat(json(get("/v1/events", "unit=web")))
        .isEqualTo(
            """
            [{"id":2,"at":"2026-11-21T08:00:00.000Z","unit":"web","instance":1,"type":"stopped",\
            "from":"stopping","to":"stopped","run":"mfz3k1c0-7","hook":null,\
            "cause":"root (uid 0) asked for a stop","chain":[{"at":"2026-11-21T08:00:00.000Z",\
            "kind":"asked","unit":null,"sentence":"root (uid 0) asked for a stop"}]}]\
            """);
    assertThat(json(get("/v1/events", "since=2"))).isEqualTo("[]");
  }

  @Test
  void aListOfEventsSaysWhatItMisses() {
    for (int id = 1; id <= 103; id++) {
      engine.happen(Scene.entry(id, "db"));
    }

    assertThat(json(get("/v1/events", "since=1"))).contains("\"type\":\"gap\"", "2 events before");
    assertThat(json(get("/v1/events"))).doesNotContain("gap");
  }

  @Test
  void aMistakenConfigurationIsRefusedWithEveryProblem() {
    source.outcome =
        new ConfigurationSource.Outcome.Mistaken(List.of("a:1:1: bad", "a:2:1: worse"));

    var failure = failure(post("/v1/reload"));

    assertThat(failure.status()).isEqualTo(422);
    assertThat(failure.body().problems()).containsExactly("a:1:1: bad", "a:2:1: worse");
    assertThat(engine.requests).isEmpty();
  }

  @Test
  void aReloadSaysWhatItDid() {
    assertThat(json(post("/v1/reload")))
        .isEqualTo(
            """
            {"created":["new"],"removed":[],"restarted":["web"],"updated":[],"notices":[],\
            "position":9}\
            """);
  }

  @Test
  void aGroupShowsTheInstancesOfItsMembers() {
    assertThat(json(get("/v1/groups/backend")))
        .startsWith("{\"name\":\"backend\",\"members\":[\"db\",\"web\"],\"instances\":[{\"unit\"");
    assertThat(failure(get("/v1/groups/bakend")).body().hint())
        .isEqualTo("Did you mean '@backend'?");
  }

  @Test
  void aShutdownIsAccepted() {
    assertThat(post("/v1/shutdown", "keep=true")).isInstanceOf(Response.Later.class);
    assertThat(engine.requests)
        .containsExactly(new Request.Shutdown(true, new Actor("127.0.0.1 over TCP")));
  }

  @Test
  void aWrongMethodIsToldTheRightOnes() {
    var failure = failure(post("/v1/units"));

    assertThat(failure.status()).isEqualTo(405);
    assertThat(failure.allow()).contains("GET, HEAD");
  }

  @Test
  void anUnknownPathIsNotFoundWithAHint() {
    var failure = failure(get("/v1/unit"));

    assertThat(failure.status()).isEqualTo(404);
    assertThat(failure.body().hint()).isEqualTo("Did you mean '/v1/units'?");
  }

  @Test
  void anUnknownParameterIsRefusedWithTheKnownOnes() {
    var failure = failure(get("/v1/events", "folow=true"));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.body().hint())
        .isEqualTo("Did you mean 'follow'? Known here: since, until, unit, limit, follow.");
  }

  private Response get(String path, String... query) {
    return visitor.get(path, query);
  }

  private Response post(String path, String... query) {
    return visitor.post(path, query);
  }
}
