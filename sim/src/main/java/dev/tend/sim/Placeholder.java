package dev.tend.sim;

final class Placeholder {}
