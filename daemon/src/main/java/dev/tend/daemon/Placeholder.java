package dev.tend.daemon;

final class Placeholder {}
