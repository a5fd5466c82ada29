# Counts what surefire reported. To be sourced; wants $root.

forget_reports() {
  rm -rf "$root"/*/target/surefire-reports
}

# Prints `N passed, N failed, N skipped`, and is true when nothing failed. A build that broke before
# its tests (status $1) counts as one failure, so that the line never looks better than the truth.
summarise() {
  find "$root"/*/target/surefire-reports -name 'TEST-*.xml' -exec cat {} + 2>/dev/null |
    awk -v broken="$1" '
      BEGIN { RS = ">" }
      function count(name,    part) {
        return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0
      }
      # The one element of each report that has all the numbers; a CDATA text may look like one, but
      # never with these four attributes.
      /^[ \n]*<testsuite[ \n]/ && / tests="/ && / errors="/ && / skipped="/ && / failures="/ {
        tests += count("tests"); failed += count("errors") + count("failures"); skipped += count("skipped")
      }
      END {
        passed = tests - failed - skipped
        if (broken != 0 && failed == 0) failed = 1
        printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
        exit failed != 0
      }'
}
