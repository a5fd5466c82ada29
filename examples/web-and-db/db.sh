#!/bin/sh
# PostgreSQL of the newest version that is installed, with its socket in this folder.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
exec "$bin/postgres" -D data -c listen_addresses= -c unix_socket_directories="$PWD"
