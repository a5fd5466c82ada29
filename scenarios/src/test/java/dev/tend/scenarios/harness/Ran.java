package dev.tend.scenarios.harness;

/// What a command that ended had to say.
///
/// @param exit its exit code
/// @param out its standard output
/// @param err its standard error
public record Ran(int exit, String out, String err) {}
