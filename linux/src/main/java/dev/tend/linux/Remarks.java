package dev.tend.linux;

/// Told what an operator may want to know, and what no single run can be said to have done. Called
/// on the loop's thread; must return at once.
@FunctionalInterface
public interface Remarks {

  /// @param type the type of the event, as `notice_dropped`
  /// @param sentence a clause without a full stop
  void remark(String type, String sentence);
}
