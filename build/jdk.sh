# Finds the JDK and the Maven that build Tend. To be sourced; needs nothing but a POSIX shell.
#
# The default `java` of a host is often an older one while a newer JDK lies beside it, and Maven runs
# on whatever JAVA_HOME says. So the usual places are searched, and `release` is asked: that file is
# in every JDK and costs no process to read.

JDK_MIN=25

# Whether folder $1 holds a JDK (not only a runtime) that is new enough.
jdk_fits() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
    case $jdk_line in
      JAVA_VERSION=*)
        jdk_major=${jdk_line#*\"}
        jdk_major=${jdk_major%%[!0-9]*}
        [ "${jdk_major:-0}" -ge "$JDK_MIN" ]
        return
        ;;
    esac
  done <"$1/release"
  return 1
}

# Exports JAVA_HOME, or says what to install and exits with 1.
find_jdk() {
  for jdk in "${JAVA_HOME:-/nonexistent}" /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* /usr/local/* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*; do
    if jdk_fits "$jdk"; then
      export JAVA_HOME="$jdk"
      return
    fi
  done
  if jdk=$(command -v javac); then
    jdk=$(readlink -f "$jdk")
    jdk=${jdk%/bin/javac}
    if jdk_fits "$jdk"; then
      export JAVA_HOME="$jdk"
      return
    fi
  fi
  echo "${0##*/}: no JDK $JDK_MIN or newer found: install openjdk-$JDK_MIN-jdk-headless (Debian) or" \
    "java-$JDK_MIN-openjdk-devel (Fedora), or set JAVA_HOME" >&2
  exit 1
}

# Sets MVN, or says what to install and exits with 1.
find_maven() {
  for MVN in "$(command -v mvn)" "${MAVEN_HOME:-/nonexistent}/bin/mvn" /opt/*maven*/bin/mvn \
    /usr/local/*maven*/bin/mvn "${HOME:-/nonexistent}"/.sdkman/candidates/maven/current/bin/mvn; do
    [ -x "$MVN" ] && return
  done
  echo "${0##*/}: no Maven found: install the package maven (Debian and Fedora alike)" >&2
  exit 1
}
