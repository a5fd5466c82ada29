package dev.tend.config;

final class Placeholder {}
