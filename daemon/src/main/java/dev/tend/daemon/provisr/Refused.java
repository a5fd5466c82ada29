package dev.tend.daemon.provisr;

import dev.tend.daemon.http.Response;

/// A call that is not done, with the status and the sentence that it is answered with.
final class Refused extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String hint;

  Refused(int status, String sentence) {
    this(status, sentence, "");
  }

  Refused(int status, String sentence, String hint) {
    super(sentence);
    this.status = status;
    this.hint = hint;
  }

  static Refused notFound(String name) {
    return new Refused(400, "process " + name + " not found");
  }

  Response response() {
    return Response.failure(status, String.valueOf(getMessage()), hint);
  }
}
