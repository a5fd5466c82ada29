package dev.tend.core.world;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.SortedMap;

/// An immutable list whose changed copies share with it all but the leaves that changed.
///
/// A snapshot is taken after every turn, and most turns change one instance of many: a plain copy
/// would cost in every turn what the whole list is long.
final class SharedList<E> extends AbstractList<E> implements RandomAccess {

  /// A copy costs one leaf for each change near it, and the list of leaves: the two are about even
  /// for some ten thousand elements.
  private static final int LEAF = 128;

  private final Object[][] leaves;
  private final int size;

  private SharedList(Object[][] leaves, int size) {
    this.leaves = leaves;
    this.size = size;
  }

  static <E> SharedList<E> of(List<E> elements) {
    List<Object[]> leaves = new ArrayList<>();
    for (int from = 0; from < elements.size(); from += LEAF) {
      int to = Math.min(from + LEAF, elements.size());
      leaves.add(elements.subList(from, to).toArray());
    }
    return new SharedList<>(leaves.toArray(Object[][]::new), elements.size());
  }

  /// A copy with other elements at these places.
  SharedList<E> with(SortedMap<Integer, E> changes) {
    Object[][] next = leaves.clone();
    int own = -1;
    for (var change : changes.entrySet()) {
      int leaf = change.getKey() / LEAF;
      if (leaf != own) {
        // The places come in ascending order, so that a leaf left behind is not met again.
        next[leaf] = next[leaf].clone();
        own = leaf;
      }
      next[leaf][change.getKey() % LEAF] = change.getValue();
    }
    return new SharedList<>(next, size);
  }

  @Override
  @SuppressWarnings("unchecked") // only an E is ever put in
  public E get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return (E) leaves[index / LEAF][index % LEAF];
  }

  @Override
  public int size() {
    return size;
  }
}
