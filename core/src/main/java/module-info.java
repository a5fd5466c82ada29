/// The whole judgement of the supervisor, as pure functions and values.
///
/// Nothing in here reads a clock, starts a thread, opens a file or a socket, draws a random number
/// or writes a log line. Time and chance come in as arguments, effects go out as values. The rules
/// are kept by `ArchitectureTest`.
@org.jspecify.annotations.NullMarked
module dev.tend.core {
  requires static org.jspecify;

  exports dev.tend.core.cause;
  exports dev.tend.core.companion;
  exports dev.tend.core.cron;
  exports dev.tend.core.job;
  exports dev.tend.core.forecast;
  exports dev.tend.core.lifecycle;
  exports dev.tend.core.plan;
  exports dev.tend.core.probe;
  exports dev.tend.core.process;
  exports dev.tend.core.schedule;
  exports dev.tend.core.spec;
  exports dev.tend.core.text;
  exports dev.tend.core.time;
  exports dev.tend.core.why;
  exports dev.tend.core.world;
}
