package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The causal answer of `GET /v1/units/{unit}/why`.
///
/// @param unit `web`, or `web.2` for a unit of several instances
/// @param since ISO 8601
/// @param root the one sentence of the root cause
/// @param chain from the state itself back to the root cause
/// @param waitingFor what has to become true before anything happens
/// @param edges what its unit has to do with others, and others with it, a sentence each
/// @param next what will happen by itself, and when
/// @param probes the last answers of its probes, oldest first
/// @param lastLines what the run behind the root cause wrote last, where it failed, oldest first
/// @param asOf the moment that it is about, ISO 8601; none for now
@Json(naming = Json.Naming.LowerUnderscore)
public record WhyAnswer(
    String unit,
    String state,
    String since,
    String root,
    List<Link> chain,
    List<String> waitingFor,
    List<String> edges,
    @Nullable Next next,
    List<ProbeAnswer> probes,
    List<String> lastLines,
    @Nullable String asOf) {

  public WhyAnswer {
    unit = Field.required(unit, "unit");
    state = Field.required(state, "state");
    since = Field.required(since, "since");
    root = Field.required(root, "root");
    chain = Field.listed(chain);
    waitingFor = Field.listed(waitingFor);
    edges = Field.listed(edges);
    probes = Field.listed(probes);
    lastLines = Field.listed(lastLines);
  }

  /// One answer of a probe.
  ///
  /// @param probe `startup`, `readiness` or `liveness`
  /// @param at ISO 8601
  @Json
  public record ProbeAnswer(String probe, String at, boolean ok, String sentence) {

    public ProbeAnswer {
      probe = Field.required(probe, "probe");
      at = Field.required(at, "at");
      sentence = Field.required(sentence, "sentence");
    }
  }

  /// One step on the way to the root cause.
  ///
  /// @param kind what sort of cause it is: `asked`, `configured`, `exited`, `spawn_failed`,
  ///   `timed_out`, `failed`, `proved`, `observed`, `rule`, `edge` or `recovered`; none where it
  ///   says what somebody is
  @Json
  public record Link(String unit, String at, @Nullable String kind, String sentence) {

    public Link {
      unit = Field.required(unit, "unit");
      at = Field.required(at, "at");
      sentence = Field.required(sentence, "sentence");
    }
  }

  /// What is due.
  @Json
  public record Next(String at, String what) {

    public Next {
      at = Field.required(at, "at");
      what = Field.required(what, "what");
    }
  }
}
