package dev.tend.daemon.routes;

import static dev.tend.daemon.routes.Visitor.failure;
import static dev.tend.daemon.routes.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.plan.Change;
import dev.tend.core.plan.Plan;
import dev.tend.core.plan.Step;
import dev.tend.core.schedule.Weekdays;
import dev.tend.core.schedule.Window;
import dev.tend.core.schedule.Windows;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Reply;
import dev.tend.daemon.Scene;
import dev.tend.daemon.StillEngine;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is asked of planning over HTTP, and how it answers.
class PlanRoutesTest {

  private static final ServiceSpec WEB = ServiceSpec.of("web", "/bin/web");

  private final FixedSource source = new FixedSource();
  private final Visitor visitor =
      Visitor.of(new StillEngine(Scene.snapshot(), 10), Past.NONE, source);

  @Test
  void aPlanIsOfTheDaemonsOwnFileAnotherOneOrAText() {
    source.planned = told(WEB, WEB.withInstances(2));

    visitor.post("/v1/plan");
    visitor.post("/v1/plan", "path=/etc/other.toml");
    json(visitor.send("/v1/plan", "service: {}", "syntax=yaml"));

    assertThat(source.asked)
        .contains("plan Own[]", "plan At[path=/etc/other.toml]")
        .contains("plan Text[text=service: {}, syntax=yaml]");
  }

  @Test
  void aPlanSaysWhatChangesByWhichKeysAndInWhichOrder() {
    source.planned = told(WEB, WEB.withInstances(2));

    assertThat(json(visitor.post("/v1/plan")))
        .isEqualTo(
            """
            {"base":"42","config":"/etc/tend.toml","changes":[{"unit":"web","kind":"service",\
            "action":"update","keys":[{"key":"instances","old":"1","new":"2"}],\
            "because":"it is so","pulls":[]}],"settings":[],\
            "steps":[{"instance":"web.2","action":"start"}],"notices":["a word"],"position":null}\
            """);
  }

  @Test
  void ofWindowsOnlyThoseAreShownThatComeOrGo() {
    ServiceSpec before = WEB.withTiming(hours(window("mon-fri", 8, 18), window("sat", 9, 12)));
    ServiceSpec later = WEB.withTiming(hours(window("mon-fri", 9, 18), window("sat", 9, 12)));
    ServiceSpec less = WEB.withTiming(hours(window("sat", 9, 12)));

    assertThat(keys(before, later))
        .isEqualTo(
            "[{\"key\":\"window\",\"old\":\"mon-fri 08:00-18:00 Z\",\"new\":\"mon-fri 09:00-18:00 Z\"}]");
    assertThat(keys(less, later))
        .isEqualTo("[{\"key\":\"window\",\"old\":null,\"new\":\"mon-fri 09:00-18:00 Z\"}]");
    assertThat(keys(later, less))
        .isEqualTo("[{\"key\":\"window\",\"old\":\"mon-fri 09:00-18:00 Z\",\"new\":null}]");
    assertThat(keys(WEB, less))
        .isEqualTo("[{\"key\":\"window\",\"old\":null,\"new\":\"sat 09:00-12:00 Z\"}]");
  }

  @Test
  void ofVersionsItIsShownWhichSaysWhatOtherwise() {
    ServiceSpec second = version("2026-12-01T08:00", 2);
    ServiceSpec third = version("2027-01-01T08:00", 3);

    assertThat(keys(with(second), with(second, third)))
        .isEqualTo(
            """
            [{"key":"version.2027-01-01T08:00.from","old":null,"new":"\\"2027-01-01T08:00\\""},\
            {"key":"version.2027-01-01T08:00.instances","old":null,"new":"3"}]\
            """);
    assertThat(keys(with(second), with(version("2026-12-01T08:00", 4))))
        .isEqualTo(
            """
            [{"key":"version.2026-12-01T08:00.instances","old":"2","new":"4"}]\
            """);
  }

  @Test
  void whatCannotBePlannedIsRefusedBeforeAnybodyIsAsked() {
    assertThat(failure(visitor.post("/v1/plan", "path=tend.toml")).body().error())
        .isEqualTo("'path' is relative: tend.toml");
    assertThat(failure(visitor.send("/v1/plan", "x", "path=/etc/x")).body().error())
        .isEqualTo("there are both a path and a body");
    assertThat(failure(visitor.send("/v1/plan", "x", "syntax=ini")).status()).isEqualTo(400);
    assertThat(failure(visitor.post("/v1/apply", "watch=soon")).body().error())
        .isEqualTo("'watch' is no time that anybody watches");
    assertThat(failure(visitor.post("/v1/apply", "watch=25h")).status()).isEqualTo(400);
    assertThat(source.asked).isEmpty();
  }

  @Test
  void whatIsAppliedIsAppliedOnTheseTerms() {
    source.planned = told(WEB, WEB);

    json(visitor.post("/v1/apply", "base=42", "watch=30s", "temporary=true"));

    assertThat(source.asked)
        .containsExactly(
            "apply Own[] Terms[base=Optional[42], watch=Optional[PT30S], temporary=true]");
  }

  @Test
  void mistakesAndStalePlansHaveTheirStatus() {
    source.planned = new Planning.Result.Mistaken(List.of("a:1:1: bad", "a:2:1: worse"));
    assertThat(failure(visitor.post("/v1/apply")))
        .satisfies(refused -> {
          assertThat(refused.status()).isEqualTo(422);
          assertThat(refused.body().error())
              .isEqualTo("the configuration has 2 mistakes; nothing was changed");
          assertThat(refused.body().problems()).containsExactly("a:1:1: bad", "a:2:1: worse");
        });

    source.planned =
        new Planning.Result.Refused(
            new Reply.Refused(Reply.Reason.CONFLICT, "the plan is stale", "Plan again."));
    assertThat(failure(visitor.post("/v1/apply", "base=7")).status()).isEqualTo(409);
  }

  private String keys(ServiceSpec before, ServiceSpec after) {
    source.planned = told(before, after);
    String text = json(visitor.post("/v1/plan"));
    return text.substring(text.indexOf("\"keys\":") + 7, text.indexOf(",\"because\""));
  }

  private static Planning.Result told(ServiceSpec before, ServiceSpec after) {
    UnitName web = before.name();
    Change change =
        new Change(
            web,
            Change.Action.UPDATE,
            Optional.of(before),
            Optional.of(after),
            "it is so",
            List.of());
    Plan plan =
        new Plan(
            "42",
            Configuration.of(before),
            Configuration.of(after),
            List.of(change),
            List.of(Step.start(new InstanceId(web, 2))));
    return new Planning.Result.Told(
        plan, Optional.of(Path.of("/etc/tend.toml")), List.of("a word"), Optional.empty());
  }

  private static Timing hours(Window... windows) {
    return Timing.ALWAYS.withWindows(new Windows(Arrays.asList(windows)));
  }

  private static Window window(String days, int from, int to) {
    return new Window(
        Weekdays.parse(days).orElseThrow().days(),
        LocalTime.of(from, 0),
        LocalTime.of(to, 0),
        ZoneOffset.UTC);
  }

  private static ServiceSpec version(String from, int instances) {
    return WEB.withInstances(instances)
        .withTiming(Timing.ALWAYS.withFrom(LocalDateTime.parse(from)));
  }

  private static ServiceSpec with(ServiceSpec... versions) {
    return WEB.withTiming(Timing.ALWAYS.withLater(Arrays.asList(versions)));
  }
}
