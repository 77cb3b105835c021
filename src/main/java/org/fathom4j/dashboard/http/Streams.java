package org.fathom4j.dashboard.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The streams that are open, by topic. Thread-safe. */
final class Streams {
  /** More than one person's windows; a browser that is refused asks again now and then instead. */
  private static final int MOST = 200;

  private final Set<EventWriter> open = ConcurrentHashMap.newKeySet();

  /** Takes a stream over; false where there are too many. */
  boolean add(EventWriter writer) {
    if (open.size() >= MOST) {
      return false;
    }
    open.add(writer);
    writer.whenGone(() -> open.remove(writer));
    return true;
  }

  /** Topics that somebody listens to. */
  Set<String> topics() {
    return open.stream().map(EventWriter::topic).collect(Collectors.toUnmodifiableSet());
  }

  /** Tells each listener of a topic. */
  void tell(String topic, String text) {
    open.stream().filter(writer -> writer.topic().equals(topic)).forEach(w -> w.send(text));
  }

  /** Keeps quiet streams open and finds out about those that nobody reads any more. */
  void beat() {
    open.forEach(EventWriter::beat);
  }

  void close() {
    open.forEach(EventWriter::close);
  }
}
