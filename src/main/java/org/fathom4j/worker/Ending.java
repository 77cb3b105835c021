package org.fathom4j.worker;

/**
 * How a worker process ended, in words that follow "the worker process".
 *
 * @param how such as "was killed (SIGKILL)"
 * @param said what it printed last, or empty
 */
record Ending(String how, String said) {
  @Override
  public String toString() {
    return said.isEmpty() ? how : how + ": " + said;
  }
}
