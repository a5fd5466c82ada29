package dev.tend.core.lifecycle;

/// What happens by itself, and when on the monotonic clock.
public record Alarm(long atNanos, Event.Due event) {}
