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
  made="$tree $tarball"
  if command -v dpkg-deb >/dev/null; then
    make_deb
    made="$made $deb"
  else
    echo "check: no dpkg-deb here, so no .deb" >&2
  fi
  say_sizes
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
  cp "$root/build/package/tend" "$tree/bin"
  cp -R "$1/." "$tree/lib"
  write_manual "$tree/share/man"
  write_completions "$tree/share"
  cp "$root/build/package/tend.service" "$root/build/package/tend.toml" \
    "$root/build/package/strict.conf" "$tree/share/doc/tend"
  cp -R "$root/README.md" "$root/CHANGELOG.md" "$root/LICENSE" "$root/docs" "$root/examples" "$tree/share/doc/tend"
  chmod -R u=rwX,go=rX "$tree"
}

# gzip, since it is everywhere and costs 4 s of a processor; xz would save a third and cost 68 s.
make_tarball() {
  tarball=$tree.tar.gz
  tar --create --directory "$dist" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 \
    --numeric-owner --format=gnu "${tree##*/}" | gzip --no-name >"$tarball"
}

# The pages of the manual, out of the pages that are themselves written out of the code.
write_manual() {
  mkdir -p "$1/man1" "$1/man5"
  manual cli.md tend 1 "keep processes running, and say why they are as they are" >"$1/man1/tend.1"
  manual configuration.md tend.toml 5 "the configuration of Tend" >"$1/man5/tend.toml.5"
}

manual() {
  find_jdk
  "$JAVA_HOME/bin/java" "$root/build/Manual.java" "$root/docs/$1" "$2" "$3" \
    "$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)" "$version" "$4"
}

write_completions() {
  mkdir -p "$1/bash-completion/completions" "$1/zsh/vendor-completions" "$1/fish/vendor_completions.d"
  "$tree/bin/tend" completion bash >"$1/bash-completion/completions/tend"
  "$tree/bin/tend" completion zsh >"$1/zsh/vendor-completions/_tend"
  "$tree/bin/tend" completion fish >"$1/fish/vendor_completions.d/tend.fish"
}

# The same tree, where Debian wants its parts.
make_deb() {
  package=$dist/deb
  deb=$dist/tend_${version}_$(dpkg --print-architecture).deb
  mkdir -p "$package/usr/lib/tend" "$package/usr/bin" "$package/lib/systemd/system" "$package/etc/tend" \
    "$package/DEBIAN"
  cp -R "$tree/bin" "$tree/lib" "$package/usr/lib/tend"
  ln -s ../lib/tend/bin/tend "$package/usr/bin/tend"
  cp -R "$tree/share" "$package/usr/share"
  gzip --no-name --best "$package"/usr/share/man/*/*
  mv "$package/usr/share/doc/tend/LICENSE" "$package/usr/share/doc/tend/copyright"
  mv "$package/usr/share/doc/tend/tend.service" "$package/lib/systemd/system"
  mv "$package/usr/share/doc/tend/tend.toml" "$package/etc/tend"
  cp "$root/build/package/preinst" "$root/build/package/postinst" "$root/build/package/prerm" "$root/build/package/postrm" "$package/DEBIAN"
  chmod 755 "$package"/DEBIAN/*
  echo /etc/tend/tend.toml >"$package/DEBIAN/conffiles"
  sed "s/@VERSION@/$version/; s/@ARCHITECTURE@/$(dpkg --print-architecture)/; s/@SIZE@/$(du -sk "$package" | cut -f1)/" \
    "$root/build/package/control" >"$package/DEBIAN/control"
  dpkg-deb --root-owner-group -Zgzip --build "$package" "$deb" >/dev/null
  rm -rf "$package"
}

# In millions of bytes.
say_sizes() {
  for it in $made; do
    du --bytes --summarize "$it"
  done | awk '{ printf "%4.0f MB  %s\n", $1 / 1e6, $2 }'
}
