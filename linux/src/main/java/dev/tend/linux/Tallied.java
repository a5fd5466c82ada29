package dev.tend.linux;

/// Something that may happen very often: it is remarked the first time, the tenth, the hundredth…,
/// each time with how often it was, so that nobody can fill the events with it.
final class Tallied {

  private static final int FACTOR = 10;

  private final Remarks remarks;
  private final String type;
  private long count;
  private long next = 1;

  Tallied(Remarks remarks, String type) {
    this.remarks = remarks;
    this.type = type;
  }

  void happened(String sentence) {
    count++;
    if (count == next) {
      next *= FACTOR;
      remarks.remark(type, count == 1 ? sentence : sentence + " (" + count + " times by now)");
    }
  }
}
