# Writes the AOT caches of a build: classes already loaded and linked, which saves more than half of the
# time that a JVM takes to start. To be sourced; wants $root and $JAVA_HOME.
#
# A cache is a gift, not a need: where training fails, Tend starts all the same, only slower. So
# nothing here stops a build, and a cache that the JVM does not take at once is thrown away.

# How long the daemon may take to answer, and to end; a busy machine may be slow, but not this slow.
TRAINING_SECONDS=20

# Trains both programs of build $1 by a short real use: a daemon with a few services that do what
# services do, and the command that asks for them. What it writes goes to a folder that is thrown away.
train() {
  built=$1
  work=$(mktemp -d) || return 0
  trainee=
  trap abandon EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  cp "$root/build/training.toml" "$work/tend.toml"
  (trainee daemon -XX:AOTMode=record "-XX:AOTCacheOutput=$built/daemon.aot" serve --config "$work/tend.toml") &
  trainee=$!
  await_socket
  use_daemon
  (trainee cli -XX:AOTMode=record "-XX:AOTCacheOutput=$built/cli.aot" status)
  end_trainee
  (trainee daemon -XX:AOTMode=on "-XX:AOTCache=$built/daemon.aot" check "$work/tend.toml") || rm -f "$built/daemon.aot"
  (trainee cli -XX:AOTMode=on "-XX:AOTCache=$built/cli.aot" version) || rm -f "$built/cli.aot"
  rm -rf "$work"
  trap - EXIT HUP INT TERM
}

# Whoever is killed while it trains leaves no daemon behind, and no build that nobody will use.
abandon() {
  [ -z "$trainee" ] || end_trainee
  rm -rf "$work" "$built"
}

# Asks for what daemons are asked for, while the services of training.toml crash and write. What is
# not used here is loaded, linked and interpreted anew in each daemon that uses it.
use_daemon() {
  for words in status "restart needed" "events" "runs" "why failing" "logs talking" "stop needed" "start needing" \
    reload "status --json"; do
    (trainee cli -XX:AOTMode=off "-XX:AOTCache=$built/cli.aot" $words)
  done
  # What asks for these runs in the daemon's program, and would answer for a file itself.
  for words in "forecast --for 7d" "forecast --for 7d --ics" "forecast --for 7d --json"; do
    (trainee daemon -XX:AOTMode=off "-XX:AOTCache=$built/daemon.aot" $words)
  done
}

# Becomes program $1 as the launcher would, which knows production's flags: with any other the cache
# would be refused. The next two words are about the cache. A named socket takes all the daemon's
# folders with it. Descriptor 9 is the lock, which must not live as long as a daemon might.
trainee() {
  program=$1
  shift
  home=$built
  . "$home/launch.sh"
  hide_from_jvm
  export TEND_SOCKET="$work/tend.sock"
  become "$@" >/dev/null 2>&1 </dev/null 9>&-
}

await_socket() {
  await_while not_answering
}

not_answering() {
  [ ! -S "$work/tend.sock" ] && kill -0 "$trainee" 2>/dev/null
}

# The daemon writes its cache after it ended, in a process that it waits for.
end_trainee() {
  kill -TERM "$trainee" 2>/dev/null
  await_while kill -0 "$trainee" 2>/dev/null
  kill -KILL "$trainee" 2>/dev/null
  wait "$trainee" 2>/dev/null
  trainee=
}

await_while() {
  tries=$((TRAINING_SECONDS * 10))
  while "$@" && [ "$tries" -gt 0 ]; do
    sleep 0.1
    tries=$((tries - 1))
  done
}
