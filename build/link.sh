# Makes the runtime of a build: a Java of its own with Tend's modules in it. To be sourced; wants $root
# and $JAVA_HOME.
#
# Tend's modules are linked in, and not put beside it as jars, because an AOT cache remembers where
# jars lay and how old they were: an image can be moved, unpacked and packaged with its cache.

# Links the jars of folder $1, which are changed for it, into the image $2.
link_runtime() {
  "$JAVA_HOME/bin/java" --class-path "$1/*" "$root/build/Modernise.java" "$1" >&2 || return 1
  "$JAVA_HOME/bin/java" --class-path "$1/*" "$root/build/Straighten.java" "$1" >&2 || return 1
  "$JAVA_HOME/bin/jlink" --module-path "$1" --add-modules dev.tend.cli,dev.tend.daemon \
    --no-header-files --no-man-pages --exclude-resources "$(foreign_libraries)" --output "$2" >&2 || {
    echo "${0##*/}: jlink made no image; where its JDK says that it lacks jmods, install them:" \
      "java-$JDK_MIN-openjdk-jmods (Fedora); Debian's JDK has them" >&2
    return 1
  }
}

# SQLite's library for all the machines that are not this one, 14 MB of them.
foreign_libraries() {
  echo "regex:/org.xerial.sqlitejdbc/org/sqlite/native/(?!Linux/$(uname -m)/).*"
}
