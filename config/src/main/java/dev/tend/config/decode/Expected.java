package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;

/// The complaint that a value is of another type than its key wants.
public record Expected(String what, String found) {

  static Expected of(String what, Node node) {
    return new Expected(what, node.kind());
  }

  public static void add(Problems problems, Node node, String what, String hint) {
    problems.add(node.place(), of(what, node).sentence(), hint);
  }

  private String sentence() {
    return "expected " + what + ", found " + found;
  }
}
