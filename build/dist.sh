# Makes what ships: one tree, and the packages that hold it. To be sourced; wants $root.
#
# What is in the tree but the AOT caches is the same for the same commit and JDK, byte for byte.

make_dist() {
  "$root/tend" version >/dev/null
  IFS= read -r build <"$root/target/tend/stamp"
  name_package
  make_tree "$build"
  make_tarball
  "$root/build/try.sh" "$tarball"
  say_size "$tree"
  say_size "$tarball"
}

# The one place that holds them is the root pom.
property() {
  sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" "$root/pom.xml"
}

name_package() {
  version=$(property revision)
  machine=$(uname -m)
  SOURCE_DATE_EPOCH=$(date -d "$(property project.build.outputTimestamp)" +%s)
  export SOURCE_DATE_EPOCH
  dist=$root/target/dist
  tree=$dist/tend-$version-linux-$machine
}

# Makes the tree from build $1: `bin/tend`, what it runs, and what there is to read.
make_tree() {
  rm -rf "$dist"
  umask 022
  mkdir -p "$tree/bin" "$tree/lib" "$tree/share/doc/tend"
  cp "$root/build/tend.sh" "$tree/bin/tend"
  cp -R "$1/." "$tree/lib"
  cp -R "$root/README.md" "$root/CHANGELOG.md" "$root/LICENSE" "$root/docs" "$root/examples" "$tree/share/doc/tend"
  chmod -R u=rwX,go=rX "$tree"
}

# gzip, since it is everywhere and costs 4 s of a processor; xz would save a third and cost 68 s.
make_tarball() {
  tarball=$tree.tar.gz
  tar --create --directory "$dist" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 \
    --numeric-owner --format=gnu "${tree##*/}" | gzip --no-name >"$tarball"
}

say_size() {
  echo "$(du --bytes "$1" | awk '{ printf "%.0f MB", $1 / 1e6 }')  $1"
}
