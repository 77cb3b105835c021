package org.fathom4j.event;

/**
 * Hears of a running sweep, one event at a time, in the order of {@link SweepEvent}. A subscriber
 * that meets trouble says so in a remark and goes on; it never throws at the sweep, but for the
 * local store when the disk fails.
 */
public interface Subscriber extends AutoCloseable {
  /** Something happened. */
  void on(SweepEvent event);

  /** Delivers what is still under way, within a bounded time. */
  @Override
  void close();
}
