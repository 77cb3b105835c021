package org.fathom4j.dashboard.page;

/** Where the pages are. */
public final class Address {
  private Address() {}

  /** A run's page. */
  public static String run(String key) {
    return "/runs/" + Link.encoded(key);
  }

  /** A trial's page. */
  public static String trial(String run, int number) {
    return run(run) + "/trials/" + number;
  }
}
