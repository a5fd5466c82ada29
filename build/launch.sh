# Becomes one of Tend's two programs. To be sourced, in the checkout and as shipped; wants $home, the
# folder that holds the runtime, its options and its AOT caches. Starts no other process.

# Becomes what `tend WORD…` asks for.
launch() {
  if [ ! -e /proc/self/status ]; then
    echo "tend: /proc is not mounted here, and Tend sees processes through it: mount -t proc proc /proc" >&2
    exit 1
  fi
  choose_program "$@"
  hide_from_jvm
  mode=auto
  [ -f "$home/$program.aot" ] || mode=off
  become "-XX:AOTMode=$mode" "-XX:AOTCache=$home/$program.aot" "$@"
}

# What needs the engine or the readers of configuration is the daemon's program; all else is the
# command's, which starts faster.
choose_program() {
  program=cli
  value=no
  for word do
    case $value,$word in
      yes,*) value=no ;;
      cron,explain) program=daemon && break ;;
      cron,*) break ;;
      no,cron) value=cron ;;
      no,--socket | no,--url | no,--token) value=yes ;;
      no,-*) ;;
      no,serve | no,up | no,check | no,forecast | no,register | \
        no,register-file | no,unregister)
        program=daemon && break ;;
      *) break ;;
    esac
  done
}

# What a host sets for its other Java programs is not meant for ours, and would cost it the AOT cache.
# The daemon gives it back to its children, under the old names.
hide_from_jvm() {
  for name in JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH; do
    eval "value=\${$name-}"
    if [ -n "$value" ]; then
      export "TEND_HIDDEN_$name=$value"
      unset "$name"
    fi
  done
}

# Sets variable $1, unless whoever started us did.
set_for_jvm() {
  eval "value=\${$1-}"
  if [ -z "$value" ]; then
    export "$1=$2"
    launcher_set="$launcher_set $1"
  fi
}

# Becomes $program, told by the first two words about its cache.
become() {
  # glibc gives each thread an arena of its own, which a program of few threads has no use for; and it
  # keeps what the compiler needed for a moment, 5 MB, unless such blocks are mapped one by one.
  # For our own JVM only: the daemon keeps from its children what TEND_LAUNCHER_SET names.
  launcher_set=
  set_for_jvm MALLOC_ARENA_MAX 1
  set_for_jvm MALLOC_MMAP_THRESHOLD_ 32000
  [ -z "$launcher_set" ] || export TEND_LAUNCHER_SET="$launcher_set"
  aot_mode=$1
  aot_file=$2
  shift 2
  case $program in
    cli) set -- --module dev.tend.cli/dev.tend.cli.Main "$@" ;;
    daemon) set -- "@$home/daemon.options" --module dev.tend.daemon/dev.tend.daemon.Main "$@" ;;
  esac
  exec "$home/runtime/bin/java" "@$home/jvm.options" "$aot_mode" "$aot_file" "$@"
}
