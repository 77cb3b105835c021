package org.fathom4j.tracking.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * When a run was under way and not paused. On this clock an interruption and a pause take no time.
 *
 * @param spans one after the other
 */
public record RunningTime(List<Span> spans) {
  /** From a moment to another, in milliseconds since 1970. */
  public record Span(long from, long to) {}

  /** Copies the list. */
  public RunningTime {
    spans = List.copyOf(spans);
  }

  /**
   * By a journal.
   *
   * @param began when the run began or went on, for one without a journal
   * @param end now while it is under way, else its last sign of life
   */
  public static RunningTime of(List<JournalEntry> journal, long began, long end) {
    if (journal.isEmpty()) {
      return new RunningTime(List.of(new Span(began, Math.max(began, end))));
    }
    List<Span> spans = new ArrayList<>();
    Long open = null;
    long last = 0;
    for (JournalEntry entry : journal) {
      switch (entry.event()) {
        case SWEEP_STARTED -> { // one that is open had no end: the process was killed
          close(spans, open, last);
          open = entry.millis();
        }
        case SWEEP_PAUSED, SWEEP_ENDED -> {
          close(spans, open, entry.millis());
          open = null;
        }
        case SWEEP_RESUMED -> open = entry.millis();
        default -> {}
      }
      last = entry.millis();
    }
    close(spans, open, end);
    return new RunningTime(spans);
  }

  private static void close(
      List<Span> spans, @org.jspecify.annotations.Nullable Long from, long to) {
    if (Objects.nonNull(from)) {
      spans.add(new Span(from, Math.max(from, to)));
    }
  }

  /** Seconds that a run was under way by its journal, to the last entry of it. */
  public static double seconds(List<JournalEntry> journal) {
    return journal.isEmpty()
        ? 0
        : of(journal, 0, journal.get(journal.size() - 1).millis()).at(Long.MAX_VALUE);
  }

  /** Seconds that the run was under way between two moments. */
  public double seconds(long from, long to) {
    long sum = 0;
    for (Span span : spans) {
      sum += Math.max(0, Math.min(span.to(), to) - Math.max(span.from(), from));
    }
    return sum / 1000.0;
  }

  /** The moment on this clock, in seconds from the beginning. */
  public double at(long millis) {
    return seconds(Long.MIN_VALUE, millis);
  }
}
