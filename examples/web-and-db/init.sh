#!/bin/sh
# Makes the database, the first time.
set -eu
[ -d data ] && exit
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
"$bin/initdb" --pgdata data --username web --auth trust
