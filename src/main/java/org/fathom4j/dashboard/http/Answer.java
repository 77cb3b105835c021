package org.fathom4j.dashboard.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the browser gets. */
public sealed interface Answer {
  /**
   * A document.
   *
   * @param status of HTTP
   * @param headers beside those that every answer has, or in their place
   * @param body its bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on as it is, compared with nothing.
  record Document(int status, Map<String, String> headers, byte[] body) implements Answer {
    /** Copies the headers. */
    public Document {
      headers = Map.copyOf(headers);
    }

    /** With a further header. */
    public Document with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Document(status, more, body);
    }
  }

  /** A stream of what is told of a topic, from now on. */
  record Stream(String topic, String first) implements Answer {}

  /** A page. */
  static Document html(int status, String text) {
    return of(status, "text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** JSON. */
  static Document json(String text) {
    return of(200, "application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  /** A document of that type. */
  static Document of(int status, String type, byte[] body) {
    return new Document(status, Map.of("Content-Type", type), body);
  }

  /** Words in place of a page. */
  static Document text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Go there, and ask with GET. */
  static Document redirect(String to) {
    return text(303, "see " + to).with("Location", to);
  }
}
