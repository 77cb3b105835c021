package org.fathom4j.config;

import java.util.Locale;

/**
 * How many of some examples: a number of them ({@code validation: 50}), or a share ({@code
 * validation: 0.2}).
 *
 * @param count how many; 0 where a share is given, and where no limit is
 * @param share between 0 and 1; 0 where a number is given
 */
public record Quota(int count, double share) {
  /** No limit. */
  public static final Quota ALL = count(0);

  /** A number of examples. */
  public static Quota count(int count) {
    return new Quota(count, 0);
  }

  /** A share, above 0 and below 1. */
  public static Quota share(double share) {
    return new Quota(0, share);
  }

  /** How many of {@code all} that is: of a share the nearest whole number, at least one. */
  public int of(int all) {
    return share > 0 ? (int) Math.max(1, Math.round(share * all)) : count;
  }

  /** For messages: {@code 12}, or {@code 0.2, which is 12}. */
  public String describe(int all) {
    return share > 0 ? String.format(Locale.ROOT, "%s, which is %d", share, of(all)) : "" + count;
  }
}
