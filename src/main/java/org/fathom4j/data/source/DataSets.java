package org.fathom4j.data.source;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.DataSplit;

/** Every data set by name: the one place that knows them all. */
public final class DataSets {
  private final List<DataSource> sources;
  private final DataPlaces places;

  /** Data sets that are looked for in the given places. */
  public DataSets(DataPlaces places) {
    this(places, standard());
  }

  DataSets(DataPlaces places, List<DataSource> sources) {
    this.places = places;
    this.sources = List.copyOf(sources);
  }

  private static List<DataSource> standard() {
    return List.of(IdxSource.mnist(), IdxSource.fashionMnist(), new SvhnDigitsSource());
  }

  /** Every data set, in the order of {@code ./fathom data list}. */
  public List<DataSource> all() {
    return sources;
  }

  /** The data set of that name. */
  public Optional<DataSource> find(String name) {
    return sources.stream().filter(source -> source.name().equals(name)).findFirst();
  }

  /**
   * Checks a data section without reading examples: its name, its options, its files' headers. Each
   * problem is recorded in the section's {@link org.fathom4j.config.Options}, which is closed.
   *
   * @return empty where there was a problem
   */
  public Optional<DataPlan> plan(DataSpec spec) {
    Optional<DataSource> source = find(spec.name());
    if (source.isEmpty()) {
      spec.options().problem("name", unknown(spec.name()));
      return Optional.empty();
    }
    Optional<DataPlan> plan = source.get().plan(spec, places);
    spec.options().close();
    return plan;
  }

  /** What {@link #plan} would read; empty where a problem was recorded. */
  public Optional<DataDescription> describe(DataSpec spec) {
    return plan(spec).map(DataPlan::description);
  }

  /**
   * Reads, fetches or generates a data set.
   *
   * @throws InvalidSpecException if it cannot be had; what {@link #plan} finds is recorded there
   *     first
   */
  public DataSplit load(DataSpec spec) {
    return plan(spec)
        .orElseThrow(
            () ->
                new InvalidSpecException(
                    find(spec.name()).isEmpty()
                        ? unknown(spec.name())
                        : "the data section of " + spec.name() + " has problems"))
        .load();
  }

  private String unknown(String name) {
    List<String> names = sources.stream().map(DataSource::name).toList();
    String nearest = names.stream().min(Comparator.comparingInt(n -> distance(n, name))).orElse("");
    boolean near = distance(nearest, name) <= Math.max(2, nearest.length() / 3);
    return "unknown data set '%s'%s; known are %s"
        .formatted(
            name, near ? " (did you mean '" + nearest + "'?)" : "", String.join(", ", names));
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
