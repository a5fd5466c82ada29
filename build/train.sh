# Writes the AOT caches of a build: classes already loaded and linked, which saves most of the time
# that a JVM takes to start. To be sourced; wants $root and $JAVA_HOME.
#
# A cache is a gift, not a need: where training fails, Tend starts all the same, only slower.

train() {
  train_cli "$1" || rm -f "$1/cli.aot"
}

# Runs with production's own flags: any difference, and the JVM refuses the cache.
train_cli() {
  MALLOC_ARENA_MAX=1 "$JAVA_HOME/bin/java" "@$root/build/jvm.options" "-XX:AOTCacheOutput=$1/cli.aot" \
    --module-path "$1/cli" --module dev.tend.cli/dev.tend.cli.Main \
    --socket "$1/no-daemon" status >/dev/null 2>&1 9>&-
  [ -s "$1/cli.aot" ]
}
