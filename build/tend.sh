#!/bin/sh
# Runs Tend from the folder that this file lies in, wherever that is and however it was reached.
set -eu

self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
  esac
done
case $self in
  /*) ;;
  *) self=$PWD/$self ;;
esac

home=${self%/bin/*}/lib
. "$home/launch.sh"
launch "$@"
