package org.fathom4j.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The right name for a misspelt one. */
public final class Suggestions {
  private Suggestions() {}

  /**
   * The known name nearest to a misspelt one: the fewest letters changed, left out, put in or
   * swapped with a neighbour (at most a third of the name), upper case and hyphens aside; or the
   * one that it is the beginning of.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String wanted = plain(name);
    int limit = Math.max(1, wanted.length() / 3);
    return known.stream()
        .filter(candidate -> cost(wanted, plain(candidate)) <= limit)
        .min(
            Comparator.<String>comparingInt(candidate -> cost(wanted, plain(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * The end of a message about an unknown name: {@code "; did you mean 'width'?"} where one is
   * near, else what is known.
   */
  public static String hint(String name, Collection<String> known) {
    return nearest(name, known)
        .map(near -> "; did you mean '" + near + "'?")
        .orElse(known.isEmpty() ? "" : "; known: " + String.join(", ", new TreeSet<>(known)));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  private static int cost(String wanted, String candidate) {
    boolean beginning = wanted.length() >= 3 && candidate.startsWith(wanted);
    return beginning ? 1 : distance(wanted, candidate);
  }

  /** Optimal string alignment distance. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
