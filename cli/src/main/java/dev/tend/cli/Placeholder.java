package dev.tend.cli;

final class Placeholder {}
