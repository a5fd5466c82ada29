#!/bin/sh
# Sets the clock of a guest forward and back, as root, with cron jobs of the package in
# /out/tend.deb: nothing may be lost and nothing doubled. `build/try-deb.sh` has it run.
set -eu

# How long anything that is awaited may take, in seconds; a guest may be emulated, and ten times slower.
PATIENCE=90

say() {
  echo "guest: $*"
}

fail() {
  echo "guest: FAILED: $*" >&2
  date -u >&2
  tend cron list >&2 || true
  for each in nightly lastly; do
    tend cron history "$each" >&2 || true
  done
  journalctl --unit tend --no-pager --lines 40 >&2 || true
  exit 1
}

await() {
  waited=0
  until "$@"; do
    waited=$((waited + 1))
    [ "$waited" -lt "$PATIENCE" ] || fail "waited in vain for: $*"
    sleep 1
  done
}

# Whether cron job $1 has run $2 times; each run writes a line.
ran() {
  [ "$(cat "/tmp/$1" 2>/dev/null | wc -l)" -eq "$2" ]
}

must() {
  "$@" || fail "$*"
}

answers() {
  tend status >/dev/null 2>&1 || [ $? -eq 3 ]
}

set_clock() {
  date --utc --set "$1" >/dev/null
  say "the clock is set to $(date --utc '+%F %T')"
}

# A daemon that has judged the new time answers, and whatever was due by then has been started.
judged() {
  sleep 5
  must answers
}

timedatectl set-ntp false 2>/dev/null || systemctl stop systemd-timesyncd 2>/dev/null || true
set_clock "2027-03-01 12:00:00"
must dpkg --install /out/tend.deb >/dev/null
await answers
mkdir -p /etc/tend/conf.d
cat >/etc/tend/conf.d/clock.toml <<'TOML'
[cron.nightly]
schedule = "0 3 * * *"
zone = "UTC"
missed = "none"
job.command = "date -u '+%F %T' >>/tmp/nightly"
[cron.lastly]
schedule = "30 3 * * *"
zone = "UTC"
missed = "last"
job.command = "date -u '+%F %T' >>/tmp/lastly"
TOML
must tend check /etc/tend/tend.toml
must systemctl reload tend.service
await tend cron show nightly >/dev/null

# Three days forward, to just before a firing: what came in between is missed, by each one's rule.
set_clock "2027-03-04 02:59:20"
await ran lastly 1
must ran nightly 0
await ran nightly 1
say "a firing came at its time after the clock was set forward: $(cat /tmp/nightly)"

# Back, and once more over the same time of the day.
set_clock "2027-03-04 02:30:00"
judged
set_clock "2027-03-04 02:59:55"
sleep 20
must ran nightly 1
must ran lastly 1
say "a clock that was put back repeated nothing"

set_clock "2027-03-04 03:29:50"
await ran lastly 2
must ran nightly 1
say "what came next came once: $(tail -n 1 /tmp/lastly)"
say "the clock: all is well"
