# Builds what `tend` runs. To be sourced by it; wants $root, $stamp and is_fresh.
#
# Each build lies in a folder of its own, because a daemon may still run from the last one; the stamp
# says which is the current one. What is in it is what ships.

# How many builds stay: the current one, and two that a running daemon may still use.
BUILDS_KEPT=3

assemble() {
  . "$root/build/jdk.sh"
  . "$root/build/maven.sh"
  . "$root/build/link.sh"
  . "$root/build/train.sh"
  find_jdk
  find_maven
  lock_checkout
  exec 8>/dev/null
  if is_fresh; then
    unlock_checkout
    return
  fi
  echo "tend: building what is stale" >&2
  mkdir -p "$root/target/tend"
  : >"$stamp.started"
  build=$root/target/tend/$(date +%s).$$
  if ! assemble_in "$build"; then
    rm -rf "$build"
    exit 1
  fi
  # The stamp gets the time of the start: what was saved since then is stale.
  printf '%s\n%s\n' "$build" "$JAVA_HOME/bin/java" >"$stamp.new"
  touch -r "$stamp.started" "$stamp.new"
  mv "$stamp.new" "$stamp"
  forget_old_builds
  unlock_checkout
}

assemble_in() {
  rm -rf "$root"/*/target/lib
  maven -Dmaven.test.skip=true --projects cli,daemon --also-make package || {
    grep -v '^\[INFO\]' "$maven_log" >&2
    return 1
  }
  mkdir -p "$1/jars" &&
    cp "$root"/daemon/target/lib/*.jar "$root"/daemon/target/tend-daemon-*.jar "$1/jars" &&
    link_runtime "$1/jars" "$1/runtime" &&
    rm -r "$1/jars" &&
    cp "$root"/build/jvm.options "$root"/build/daemon.options "$root"/build/launch.sh "$1" || return 1
  train "$1"
}

forget_old_builds() {
  # Names are seconds and a pid, so they sort by age and hold no blanks.
  (cd "$root/target/tend" && ls -d [0-9]* | sort -n | head -n "-$BUILDS_KEPT" | xargs -r rm -rf)
}
