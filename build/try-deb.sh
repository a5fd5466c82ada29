#!/bin/sh
# Tries a Debian package in a guest: try-deb.sh PACKAGE. The variable TEND_GUEST names a program that boots
# one: `$TEND_GUEST -k FOLDER SCRIPT` runs SCRIPT there as root, with FOLDER/out as /out, and exits as it
# does; the next call with the same FOLDER is a reboot. Nothing of the host is changed.
set -eu

here=$(cd "${0%/*}" && pwd)
if [ -z "${TEND_GUEST:-}" ]; then
  echo "try-deb: TEND_GUEST names no program that boots a guest; see build/try-deb.sh" >&2
  exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/guest/out"
cp "$1" "$work/guest/out/tend.deb"
cp "$here/package/strict.conf" "$work/guest/out"

# The same package with a higher version: an upgrade looks at nothing else.
dpkg-deb --raw-extract "$1" "$work/package"
sed -i 's/^Version: .*/&+newer/' "$work/package/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -z1 --build "$work/package" "$work/guest/out/newer.deb" >/dev/null

"$TEND_GUEST" -k "$work/guest" "$here/guest.sh"
"$TEND_GUEST" -k "$work/guest" "$here/guest.sh"

# Another one, whose clock is set: the first one's would be at odds with its files.
mkdir -p "$work/clock/out"
cp "$1" "$work/clock/out/tend.deb"
"$TEND_GUEST" -k "$work/clock" "$here/guest-clock.sh"
