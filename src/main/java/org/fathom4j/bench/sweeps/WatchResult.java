package org.fathom4j.bench.sweeps;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.fathom4j.bench.Spread;

/**
 * What a sweep loses by being watched.
 *
 * @param work the sweep
 * @param rounds at least one
 */
public record WatchResult(String work, List<Round> rounds) {
  /**
   * The sweep alone and watched.
   *
   * @param alone seconds
   * @param watched seconds
   * @param loads how often the page and its charts were loaded meanwhile
   * @param dashboardSeconds processor time of the dashboard's process meanwhile
   */
  public record Round(double alone, double watched, int loads, double dashboardSeconds) {}

  /** Copies the list. */
  public WatchResult {
    rounds = List.copyOf(rounds);
  }

  /** Seconds watched over seconds alone, over the rounds. */
  public Spread ratio() {
    return spread(round -> round.watched() / round.alone());
  }

  /**
   * Share of the machine's processor time that the dashboard took while the sweep was watched.
   *
   * @param cores of the machine
   */
  public Spread share(int cores) {
    return spread(round -> round.dashboardSeconds() / (cores * round.watched()));
  }

  private Spread spread(ToDoubleFunction<Round> value) {
    return Spread.of(rounds.stream().mapToDouble(value).toArray());
  }
}
