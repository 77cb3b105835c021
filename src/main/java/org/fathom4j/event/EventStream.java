package org.fathom4j.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells all subscribers, each event in the order of their subscription: the local store goes first,
 * so that an event is safe on disk before it goes anywhere else. Threads that tell at the same time
 * are let in one by one. Closing closes all, the last one first, whatever one of them does.
 */
public final class EventStream implements Subscriber {
  private final List<Subscriber> subscribers = new ArrayList<>();

  /** Takes a subscriber over: it is closed with this stream. */
  public synchronized void subscribe(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  @Override
  public synchronized void on(SweepEvent event) {
    subscribers.forEach(subscriber -> subscriber.on(event));
  }

  /** While one closes, those before it can still be told of its trouble. */
  @Override
  public void close() {
    Subscriber last;
    synchronized (this) {
      if (subscribers.isEmpty()) {
        return;
      }
      last = subscribers.remove(subscribers.size() - 1);
    }
    try {
      last.close();
    } finally {
      close();
    }
  }
}
