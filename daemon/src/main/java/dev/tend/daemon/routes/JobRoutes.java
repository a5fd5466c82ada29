package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.CommandResult;
import dev.tend.api.JobStatus;
import dev.tend.api.MalformedException;
import dev.tend.api.ReloadResult;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Request;
import dev.tend.core.world.Request.OfJob.Verb;
import dev.tend.core.world.Snapshot;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.wire.JobTranslation;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What can be asked of jobs beside what can be asked of any unit, and what they can be told.
final class JobRoutes {

  private static final String FORM =
      "Send its name and the keys of [job.NAME]: {\"name\": \"import\", \"command\": …}.";

  private final Engine engine;
  private final Codec codec;
  private final Commands commands;
  private final Clock clock;
  private final ConfigurationSource source;
  private final Changes changes;
  private final JobFile file;

  /// @param file how those that somebody adds are kept
  JobRoutes(
      Engine engine,
      Codec codec,
      Commands commands,
      Clock clock,
      ConfigurationSource source,
      JobFile file) {
    this.file = file;
    this.engine = engine;
    this.codec = codec;
    this.commands = commands;
    this.clock = clock;
    this.source = source;
    this.changes = new Changes(commands);
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/jobs",
            "List the jobs",
            List.of(),
            new AnswerForm.Many(JobStatus.class),
            _ -> list()),
        new Route(
            "POST",
            "/v1/jobs",
            "Add a job and run it; it outlives the daemon. The body is its name and the keys of"
                + " [job.NAME]",
            List.of(),
            new AnswerForm.One(ReloadResult.class),
            this::add),
        new Route(
            "GET",
            "/v1/jobs/{name}",
            "Show a job",
            List.of(),
            new AnswerForm.One(JobStatus.class),
            call -> named(call, this::show)),
        new Route(
            "DELETE",
            "/v1/jobs/{name}",
            "Stop a job that was added, and forget it",
            List.of(),
            new AnswerForm.One(ReloadResult.class),
            call -> named(call, name -> delete(name, call))),
        verb(Verb.RUN, "Run a job from the beginning; refused while it goes on"),
        verb(Verb.STOP, "Stop a job and its workers"),
        verb(Verb.SUSPEND, "Stop a job's workers until it is resumed, which counts no failure"),
        verb(Verb.RESUME, "Let a suspended job go on"));
  }

  private Route verb(Verb verb, String summary) {
    return new Route(
        "POST",
        "/v1/jobs/{name}/" + verb.name().toLowerCase(Locale.ROOT),
        summary,
        List.of(),
        new AnswerForm.One(CommandResult.class),
        call -> named(call, name -> commands.submit(new Request.OfJob(name, verb, call.actor()))));
  }

  private interface OfJob {
    Response answer(UnitName name);
  }

  private Response named(Arguments call, OfJob action) {
    String name = call.path("name");
    return UnitName.objection(name).isPresent()
        ? Response.failure(400, "'" + name + "' is not the name of a job", "")
        : action.answer(new UnitName(name));
  }

  private Response list() {
    JobTranslation translation = new JobTranslation(clock.now());
    List<JobStatus> jobs = engine.snapshot().jobs().stream().map(translation::status).toList();
    return new Response.Json(200, codec.writeList(JobStatus.class, jobs));
  }

  private Response show(UnitName name) {
    Snapshot snapshot = engine.snapshot();
    Optional<JobView> job = snapshot.job(name);
    if (job.isEmpty()) {
      return missing(snapshot, name);
    }
    JobStatus status = new JobTranslation(clock.now()).status(job.get());
    return new Response.Json(200, codec.write(JobStatus.class, status));
  }

  private static Response missing(Snapshot snapshot, UnitName name) {
    return snapshot.configuration().units().containsKey(name)
        ? Response.failure(422, "'" + name + "' is a service, not a job", "See 'tend status'.")
        : Response.failure(404, "there is no job '" + name + "'", "'tend job list' lists them.");
  }

  private Response delete(UnitName name, Arguments call) {
    Snapshot snapshot = engine.snapshot();
    return snapshot.job(name).isEmpty()
        ? missing(snapshot, name)
        : changes.make(() -> source.unregister(name, Optional.empty(), call.actor()));
  }

  private Response add(Arguments call) {
    try {
      if (!(codec.readAny(call.call().body()) instanceof Map<?, ?> body)
          || !(body.get("name") instanceof String name)) {
        return Response.failure(400, "the body is not a job with a name", FORM);
      }
      Optional<String> objection = UnitName.objection(name);
      if (objection.isPresent()) {
        return Response.failure(
            422, "'" + name + "' cannot be a job's name: " + objection.get(), "");
      }
      Map<Object, Object> keys = new LinkedHashMap<>(body);
      keys.remove("name");
      return switch (file.write(new UnitName(name), keys)) {
        case JobFile.Written.Text(String text) ->
            changes.make(() -> source.register(new UnitName(name), text, call.actor()));
        case JobFile.Written.Unfit(List<String> problems) -> Changes.mistaken(problems);
      };
    } catch (MalformedException malformed) {
      return Response.failure(400, "the body is not JSON", FORM);
    }
  }
}
