package dev.tend.linux;

/// Two absolute paths; where they are the same, both streams are one open file.
public record StreamPaths(String stdout, String stderr) {}
