package dev.tend.config.nativeform;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.ListForm;
import dev.tend.config.decode.NamedForm;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.OnExit;
import dev.tend.core.spec.UnitName;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;

/// The tables of a native configuration, and the keys of the small ones.
final class RootKeys {

  static final Key<List<Placed<String>>> INCLUDE =
      Key.optional(
          "include",
          new ListForm<>(new Placed.In<>(new TextForm())),
          "none",
          "Paths of further files, relative to this one; `*`, `?` and `[…]` match within a folder,"
              + " in the order of names, and pass over names that begin with a dot. Each file may"
              + " have its own syntax. All files make up one configuration, in which everything is"
              + " said once.");

  static final Key<OnExit> ON_EXIT =
      Key.standard(
          "on_exit",
          ChoiceForm.hyphenated(OnExit.class),
          OnExit.STOP,
          "What a clean end of the daemon does to its children: stops them, or keeps them running"
              + " for the next daemon.");

  static final Key<Path> LOG_DIR =
      Key.optional(
          "log_dir",
          new PathForm(),
          "`/var/log/tend`, or `$XDG_STATE_HOME/tend/log` unless root",
          "Where the files of units go that name none of their own.");

  static final Key<Integer> PARALLEL =
      Key.optional(
          "parallel",
          new WholeNumberForm(1, Configuration.PARALLEL_MAX),
          "the number of processors",
          "How many instances may be starting at once, of services that say or show when they are"
              + " ready, or have `pre_start` hooks; each holds its turn until it is, or its first attempt has failed. Others"
              + " start all at once, and restarts by policy wait for nobody.");

  static final Key<Fields> DAEMON =
      Key.optional(
          "daemon", Shape.of(ON_EXIT, LOG_DIR, PARALLEL), "see its keys", "The daemon itself.");

  static final Key<String> LISTEN =
      Key.optional(
          "listen",
          new ListenForm(),
          "the unix socket only",
          "Where the API is served on TCP beside the unix socket.");

  static final Key<Fields> SERVER =
      Key.optional("server", Shape.of(LISTEN), "see its keys", "The API.");

  static final Key<Fields> HISTORY =
      Key.optional(
          "history",
          HistoryKeys.SHAPE,
          "see its keys",
          "What is remembered of what happened, for `events` and `runs`.");

  static final Key<SortedMap<String, String>> ENV =
      Key.optional("env", new EnvForm(), "none", "Variables of the environment for all units.");

  private static final Key<Fields> SERVICE_DEFAULTS =
      Key.optional(
          "service",
          new DefaultsForm(ServiceKeys.DEFAULTS),
          "none",
          "Any key of `[service.NAME]` but `command` and the edges, for all services of all files."
              + " A service's own tables are laid over it key by key, its other values replace it.");

  private static final Key<Fields> JOB_DEFAULTS =
      Key.optional(
          "job",
          new DefaultsForm(JobKeys.DEFAULTS),
          "none",
          "The same for all jobs, with any key of `[job.NAME]` but `command` and the edges; and for"
              + " those of cron jobs, as far as they have the key.");

  static final Key<Fields> DEFAULTS =
      Key.optional(
          "defaults",
          Shape.of(SERVICE_DEFAULTS, JOB_DEFAULTS),
          "none",
          "What holds for all units that do not say otherwise.");

  static final Key<SequencedMap<String, Fields>> SERVICE =
      Key.optional(
          "service",
          new NamedForm<>("service", ServiceKeys.SHAPE, UnitName::objection),
          "none",
          "A unit that should stay up. Its name has letters, digits and `_ - . @ : +`, at most "
              + UnitName.LENGTH_MAX
              + " of them.");

  static final Key<SequencedMap<String, Fields>> JOB =
      Key.optional(
          "job",
          new NamedForm<>("job", JobKeys.SHAPE, UnitName::objection),
          "none",
          "A unit that should finish. No service may have its name.");

  static final Key<SequencedMap<String, Fields>> CRON =
      Key.optional(
          "cron",
          new NamedForm<>("cron", CronKeys.SHAPE, CronSpec::objection),
          "none",
          "A rule that starts a job by the calendar ([cron-jobs.md](cron-jobs.md)). No other unit may"
              + " have its name, or one that its runs have.");

  static final Key<List<Placed<UnitName>>> MEMBERS =
      Key.required(
          "members",
          new ListForm<>(new Placed.In<>(new UnitNameForm())),
          "The units of the group.");

  static final Key<SequencedMap<String, Fields>> GROUP =
      Key.optional(
          "group",
          new NamedForm<>("group", Shape.of(MEMBERS), UnitName::objection),
          "none",
          "Units that commands name together, as `@NAME`.");

  /// The tables whose tables are units.
  static final List<String> UNITS = List.of(SERVICE.name(), JOB.name(), CRON.name());

  static final Shape SHAPE =
      Shape.of(INCLUDE, DAEMON, SERVER, HISTORY, ENV, DEFAULTS, SERVICE, JOB, CRON, GROUP);

  private RootKeys() {}
}
