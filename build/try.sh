#!/bin/sh
# Tries a tarball of Tend as whoever unpacks it would: try.sh TARBALL. It is unpacked, moved, made
# read-only and run by an ordinary user who has no Java, and its AOT caches have to be taken.
set -eu

# How long anything that is awaited may take, in tenths of a second.
TRIES=300

fail() {
  echo "try: $*" >&2
  exit 1
}

await() {
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ "$tries" -lt "$TRIES" ] || fail "waited in vain for: $*; the daemon said: $(cat "$work/daemon.log")"
    sleep 0.1
  done
}

# Becomes a command with an environment of its own, in which no Java can be found; as `nobody` if root.
as_anybody() {
  if [ "$(id -u)" -eq 0 ]; then
    set -- setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
  fi
  exec env -i PATH="$work/bin" TEND_SOCKET="$work/run/tend.sock" TEND_CONFIG="$work/tend.toml" "$@"
}

tend() {
  (as_anybody "$work/else where/tend" "$@")
}

is_running() {
  tend status web 2>/dev/null | grep -q running
}

has_said() {
  tend logs web 2>/dev/null | grep -q hello
}

# Whether program $1 takes its cache: where it does not, this mode ends the JVM at once.
takes_cache() {
  taker=$1
  shift
  (as_anybody sh -c 'program=$1 home=$2; . "$home/launch.sh"; shift 2; become -XX:AOTMode=on "$@"' sh \
    "$taker" "$moved/lib" "-XX:AOTCache=$moved/lib/$taker.aot" "$@" >/dev/null) ||
    fail "the AOT cache of $taker was not taken"
}

clean() {
  [ -z "${daemon:-}" ] || kill "$daemon" 2>/dev/null || true
  chmod -R u+w "$work"
  rm -rf "$work"
}

work=$(mktemp -d)
trap clean EXIT
mkdir "$work/bin" "$work/first" "$work/else where" "$work/run"
for program in sh env setpriv readlink sleep; do
  ln -s "$(command -v "$program")" "$work/bin/$program"
done
printf '[service.web]\ncommand = "echo hello; exec sleep 300"\n' >"$work/tend.toml"
chmod 755 "$work" "$work"/*
[ "$(id -u)" -ne 0 ] || chown 65534:65534 "$work/run"

tar --extract --gzip --file "$1" --directory "$work/first"
moved="$work/else where/moved"
mv "$work/first"/tend-* "$moved"
ln -s moved/bin/tend "$work/else where/tend"
chmod -R a-w "$moved"

tend version
takes_cache daemon check "$work/tend.toml"
takes_cache cli version
tend check "$work/tend.toml" || fail "check refused its configuration"
as_anybody "$work/else where/tend" serve 2>"$work/daemon.log" &
daemon=$!
await is_running
await has_said
if grep -h "${JAVA_HOME:-/nonexistent}/" "/proc/$daemon/maps"; then
  fail "the daemon has files of another Java open"
fi
tend shutdown
wait "$daemon" || fail "the daemon ended with $?: $(cat "$work/daemon.log")"
daemon=
[ "$(as_anybody sh -c 'JAVA_TOOL_OPTIONS=-XX:+UseG1GC "$1" version 2>&1' sh "$moved/bin/tend" | head -n 1)" = \
  "$(tend version | head -n 1)" ] || fail "JAVA_TOOL_OPTIONS reached Tend's own Java"
echo "try: moved, read-only, by an ordinary user without Java: good"
