package org.fathom4j.dashboard.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One stream of server-sent events. Whoever reads slowly gets the newest event only, and holds no
 * thread: what cannot be written yet is replaced by what comes after it.
 */
final class EventWriter implements Callback {
  private static final String BEAT = ":\n\n";

  private final String topic;
  private final Response response;
  private final Callback whole;
  private boolean writing;
  private boolean ended;
  private @Nullable String next;
  private Runnable whenGone = () -> {};

  EventWriter(String topic, Response response, Callback whole) {
    this.topic = topic;
    this.response = response;
    this.whole = whole;
  }

  String topic() {
    return topic;
  }

  synchronized void whenGone(Runnable action) {
    whenGone = action;
  }

  /** Sends an event whose data is one line. */
  void send(String line) {
    write("data: " + line + "\n\n");
  }

  /** Says nothing, so that the other side knows the stream is alive. */
  void beat() {
    write(BEAT);
  }

  private void write(String text) {
    synchronized (this) {
      if (ended || writing) {
        next = text.equals(BEAT) ? next : text;
        return;
      }
      writing = true;
    }
    response.write(false, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), this);
  }

  @Override
  public void succeeded() {
    String waiting;
    synchronized (this) {
      writing = false;
      waiting = next;
      next = null;
    }
    if (waiting != null) {
      write(waiting);
    }
  }

  /** The reader is gone, or read nothing for too long. */
  @Override
  public void failed(Throwable why) {
    if (end()) {
      whole.failed(why);
    }
  }

  void close() {
    if (end()) {
      whole.succeeded();
    }
  }

  private boolean end() {
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
    }
    whenGone.run();
    return true;
  }
}
