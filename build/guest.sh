#!/bin/sh
# Tries the Debian package in a guest with systemd, as root: to be run twice there, with a reboot between.
#
# In /out lie tend.deb, and newer.deb with a higher version; there it remembers that it was booted, and
# leaves what systemd says of the unit. `build/try-deb.sh` has it run.
set -eu

# How long anything that is awaited may take, in seconds; a guest may be emulated, and ten times slower.
PATIENCE=60

say() {
  echo "guest: $*"
}

fail() {
  echo "guest: FAILED: $*" >&2
  tend status >&2 || true
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

must() {
  "$@" || fail "$*"
}

# The process of an instance, empty without one.
pid_of() {
  tend status --json "$1" 2>/dev/null | sed -n 's/.*"pid":\([0-9]*\).*/\1/p'
}

runs() {
  [ -n "$(pid_of "$1")" ] && tend status "$1" | grep -q running
}

is() {
  tend status --json "$1" 2>/dev/null | grep -q "\"state\":\"$2\""
}

answers() {
  tend status >/dev/null 2>&1 || [ $? -eq 3 ]
}

daemon() {
  systemctl show --property MainPID --value tend.service
}

pids() {
  echo "$(pid_of web.1) $(pid_of web.2) $(pid_of guest)"
}

# Whether services have the same processes as before, which live.
same_pids() {
  [ "$(pids)" = "$before" ] || fail "$1: pids were $before and are $(pids)"
  for pid in $before; do
    must test -d "/proc/$pid"
  done
  say "$1: services kept their pids ($before)"
}

first_boot() {
  must dpkg --install /out/tend.deb
  must systemctl is-enabled tend.service
  must systemctl is-active tend.service
  must answers
  must test "$(stat -c %a /run/tend /var/lib/tend /var/log/tend | sort -u)" = 700

  mkdir -p /etc/tend/conf.d
  cat >/etc/tend/conf.d/services.toml <<'TOML'
[service.web]
command = "echo hello; exec sleep 86400"
instances = 2
[service.guest]
command = ["sleep", "86401"]
user = "nobody"
requires = ["web"]
[service.held]
command = ["sleep", "86402"]
TOML
  must tend check /etc/tend/tend.toml
  must systemctl reload tend.service
  for each in web.1 web.2 guest held; do
    await runs "$each"
  done
  must test "$(ps -o user= -p "$(pid_of guest)")" = nobody
  must grep -q hello /var/log/tend/web.1.stdout.log
  say "installed, started, reloaded"

  before=$(pids)
  echo 'comand = 3' >/etc/tend/conf.d/bad.toml
  if systemctl reload tend.service; then
    fail "a reload with a bad file succeeded"
  fi
  rm /etc/tend/conf.d/bad.toml
  must systemctl is-active tend.service
  same_pids "a reload with a mistake"

  dead=$(daemon)
  kill -9 "$dead"
  await replaced "$dead"
  await answers
  same_pids "kill -9 of the daemon"

  must tend stop --wait 60s held
  echo '# an operator wrote this' >>/etc/tend/tend.toml
  old=$(daemon)
  must dpkg --install /out/newer.deb
  await replaced "$old"
  await answers
  same_pids "an upgrade"
  must grep -q 'an operator wrote this' /etc/tend/tend.toml
  must is held stopped
  must test "$(systemctl is-failed tend.service)" = active

  harden
  : >/out/booted
}

# What docs/install.md offers to hosts whose services need less than all.
harden() {
  systemd-analyze security --no-pager tend.service >/out/security
  mkdir -p /etc/systemd/system/tend.service.d
  cp /out/strict.conf /etc/systemd/system/tend.service.d/strict.conf
  must systemctl daemon-reload
  old=$(daemon)
  kill -9 "$old"
  await replaced "$old"
  await answers
  same_pids "a stricter unit"
  must tend start --wait 60s held
  must tend stop --wait 60s held
  systemd-analyze security --no-pager tend.service >/out/security.strict
  tail -qn 1 /out/security /out/security.strict
}

replaced() {
  [ "$(daemon)" != 0 ] && [ "$(daemon)" != "$1" ]
}

second_boot() {
  await systemctl --quiet is-active tend.service
  await answers
  for each in web.1 web.2 guest; do
    await runs "$each"
  done
  must is held stopped
  say "a reboot: what was up is up, what an operator stopped is down"

  before=$(pids)
  must systemctl stop tend.service
  gone
  must systemctl start tend.service
  await runs guest
  must is held stopped
  say "systemctl stop and start: $before and then $(pids)"

  before=$(pids)
  must dpkg --remove tend
  gone
  must test -e /etc/tend/tend.toml
  must test -d /var/lib/tend
  must test -d /var/log/tend
  must test ! -e /usr/bin/tend
  say "removed: configuration, state and logs stay"

  must dpkg --install /out/newer.deb
  must systemctl is-enabled tend.service
  must systemctl is-active tend.service
  await runs guest
  must is held stopped
  say "installed again: it is enabled as before, and state was kept"

  before=$(pids)
  must dpkg --purge tend
  gone
  for each in /etc/tend/tend.toml /var/lib/tend /var/log/tend /run/tend /usr/lib/tend; do
    must test ! -e "$each"
  done
  must test -e /etc/tend/conf.d/services.toml
  must test -z "$(systemctl list-unit-files --no-legend tend.service)"
  must test ! -h /etc/systemd/system/multi-user.target.wants/tend.service
  say "purged: what the operator wrote in conf.d stays, all else is gone"
}

# Those of $before have ended.
gone() {
  for pid in $before; do
    must test ! -d "/proc/$pid"
  done
}

if [ -e /out/booted ]; then
  second_boot
else
  first_boot
fi
