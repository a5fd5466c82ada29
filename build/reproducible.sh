# Builds the checkout twice, in two other places, and compares what came of it. To be sourced; wants $root.

compare_builds() {
  . "$root/build/link.sh"
  sources=$root
  twins=$(mktemp -d)
  for root in "$twins/one" "$twins/two of another name"; do
    mkdir -p "$root/target/jars"
    tar --create --directory "$sources" --exclude=target --exclude=.git . | tar --extract --directory "$root"
    maven -Dmaven.test.skip=true --projects daemon --also-make package || {
      rm -rf "$twins"
      return 1
    }
    cp "$root"/daemon/target/lib/*.jar "$root"/daemon/target/tend-daemon-*.jar "$root/target/jars"
    link_runtime "$root/target/jars" "$root/target/runtime" || return 1
    (cd "$root" && find */target/*.jar target/jars target/runtime -type f -exec sha256sum {} +) |
      sort -k 2 >"$root.sums"
  done
  root=$sources
  verdict=0
  diff "$twins/one.sums" "$twins/two of another name.sums" || verdict=1
  echo "$(grep -c '\.jar$' "$twins/one.sums") jars and $(grep -c /runtime/ "$twins/one.sums") files of the runtime:" \
    "$([ "$verdict" -eq 0 ] && echo the same bytes twice || echo differences)"
  rm -rf "$twins"
  return "$verdict"
}
