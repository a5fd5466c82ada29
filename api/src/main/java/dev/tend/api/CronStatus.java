package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One cron job, as `cron show --json` and `GET /v1/cron/{name}` give it. Times are ISO 8601.
///
/// @param schedule its expression
/// @param words the same in English
/// @param zone the time zone that holds
/// @param suspended whether its firings are skipped
/// @param word what an operator said of that; none where the configuration decides
/// @param overlap `allow`, `forbid` or `replace`
/// @param missed `none`, `last` or `all`
/// @param next when it fires next; none while it is suspended, or if it never does
/// @param last what became of the latest firing that came to an end, or to nothing
/// @param active the runs that go on
/// @param waiting how many firings wait for their turn
@Json(naming = Json.Naming.LowerUnderscore)
public record CronStatus(
    String name,
    String schedule,
    String words,
    String zone,
    boolean suspended,
    @Nullable Word word,
    String overlap,
    String missed,
    @Nullable String next,
    @Nullable Last last,
    List<Active> active,
    int waiting) {

  public CronStatus {
    name = Field.required(name, "name");
    schedule = Field.required(schedule, "schedule");
    words = Field.required(words, "words");
    zone = Field.required(zone, "zone");
    overlap = Field.required(overlap, "overlap");
    missed = Field.required(missed, "missed");
    active = Field.listed(active);
  }

  /// Who suspended it, or resumed it, and when.
  @Json
  public record Word(boolean suspended, String by, String at) {

    public Word {
      by = Field.required(by, "by");
      at = Field.required(at, "at");
    }
  }

  /// @param at when it ended, or was skipped
  /// @param result `succeeded`, `failed` or `skipped`
  /// @param reason a clause
  @Json
  public record Last(String at, String result, String reason) {

    public Last {
      at = Field.required(at, "at");
      result = Field.required(result, "result");
      reason = Field.required(reason, "reason");
    }
  }

  /// @param run the name of the job that it is
  /// @param firing the moment that asked for it
  @Json
  public record Active(String run, String firing, String started, boolean stopping) {

    public Active {
      run = Field.required(run, "run");
      firing = Field.required(firing, "firing");
      started = Field.required(started, "started");
    }
  }
}
