# Runs Maven for `tend` and `check`. To be sourced, after jdk.sh; wants $root.

# Only one of them may write to the checkout's target folders at a time. The lock lives as long as
# descriptor 9 is open in this shell or in a Maven that outlived it, so no stale one can be left.
lock_checkout() {
  mkdir -p "$root/target"
  exec 9>"$root/target/.lock"
  if ! flock --nonblock 9; then
    echo "${0##*/}: waiting for another build in this checkout" >&2
    flock 9
  fi
}

unlock_checkout() {
  exec 9>&-
}

# Runs Maven with these arguments; its output goes to descriptor 8 and to $maven_log. Offline first,
# since that is quicker and works on a train; online only if something is missing.
maven() {
  maven_log=$root/target/maven.log
  maven_once --offline "$@" && return
  grep -q 'in offline mode' "$maven_log" || return 1
  echo "${0##*/}: fetching what the local Maven repository lacks" >&2
  maven_once "$@"
}

# The status of a pipe is that of its last command, so Maven's own goes through a file. Debian's Maven
# writes colour codes whatever it is told, hence `sed`.
maven_once() {
  rm -f "$maven_log.status"
  {
    cd "$root" && "$MVN" --batch-mode --no-transfer-progress -T1 -Dstyle.color=never "$@"
    echo $? >"$maven_log.status"
  } 2>&1 </dev/null | sed -u "s/$(printf '\033')\[[0-9;]*m//g" | tee "$maven_log" >&8
  read -r maven_status <"$maven_log.status" && [ "$maven_status" -eq 0 ]
}
