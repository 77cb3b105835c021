package org.fathom4j.evaluation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.fathom4j.data.Examples;
import org.fathom4j.data.SeenExamples;
import org.fathom4j.data.SeenExamples.Origin;
import org.fathom4j.problem.InvalidSpecException;

/**
 * Which examples of a data set are scored: those that a network was trained on or chosen by would
 * flatter it, so they are left out unless they are asked for, and always counted.
 *
 * @param examples that are scored
 * @param found how many there are of each origin; empty where nobody knows
 * @param seenToo whether those that training saw are scored as well
 */
public record Selection(Examples examples, Map<Origin, Integer> found, boolean seenToo) {
  /** Copies the counts. */
  public Selection {
    found = Map.copyOf(found);
  }

  /**
   * Sorts a data set.
   *
   * @param all its examples
   * @param seen those that the network's training saw
   * @param seenToo whether these are scored as well
   * @param title of the data set
   * @throws InvalidSpecException if nothing is left to score
   */
  public static Selection of(Examples all, SeenExamples seen, boolean seenToo, String title) {
    List<Origin> origins = seen.origins(all);
    Map<Origin, Integer> found = new EnumMap<>(Origin.class);
    for (Origin origin : Origin.values()) {
      found.put(origin, (int) origins.stream().filter(o -> o == origin).count());
    }
    int[] kept =
        IntStream.range(0, all.size()).filter(i -> seenToo || honest(origins.get(i))).toArray();
    if (kept.length == 0) {
      throw new InvalidSpecException(
          "nothing of %s is left to score: of its %d examples the network was trained on %d and chosen by %d. Name data that it has not seen, or score these too with --include-seen"
              .formatted(title, all.size(), found.get(Origin.TRAINED), found.get(Origin.CHOSEN)));
    }
    return new Selection(kept.length == all.size() ? all : all.pick(kept), found, seenToo);
  }

  /** Everything, of origins that nobody knows. */
  public static Selection unknown(Examples all) {
    return new Selection(all, Map.of(), true);
  }

  /** How many of that origin are scored. */
  public int scored(Origin origin) {
    return seenToo || honest(origin) ? found.getOrDefault(origin, 0) : 0;
  }

  /** How many of that origin are left out. */
  public int leftOut(Origin origin) {
    return found.getOrDefault(origin, 0) - scored(origin);
  }

  private static boolean honest(Origin origin) {
    return origin == Origin.OWN_TEST || origin == Origin.NEW;
  }
}
