package dev.tend.linux;

/// The files behind the stdout and the stderr of an instance; the same one twice if both are one
/// stream.
public record StreamPaths(String stdout, String stderr) {}
