package org.fathom4j.dashboard.http;

/** Answers what passed the {@link Guard}. */
@FunctionalInterface
public interface Site {
  /** The answer; called from several threads. */
  Answer answer(Ask ask);
}
