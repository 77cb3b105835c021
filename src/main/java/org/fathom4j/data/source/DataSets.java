package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.PredictionPlan;
import org.fathom4j.data.ScoringPlan;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Suggestions;

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
    return List.of(
        new StreetNumbersSource(),
        new SvhnDigitsSource(),
        new SvhnNumbersSource(),
        IdxSource.fashionMnist(),
        IdxSource.mnist(),
        new CsvSource(),
        new ImageFolderSource());
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
    return checked(spec, source -> source.plan(spec, places));
  }

  /**
   * Checks a data section whose examples a stored network is to be scored on: only the files that
   * hold them are looked for. Each problem is recorded in the section's options, which are closed.
   *
   * @param fitted what the network knows of its data
   * @return empty where there was a problem
   */
  public Optional<ScoringPlan> scoring(DataSpec spec, FittedData fitted) {
    return checked(spec, source -> source.scoring(spec, fitted, places));
  }

  /** The same for examples that a stored network is asked about. */
  public Optional<PredictionPlan> predicting(DataSpec spec, FittedData fitted) {
    return checked(spec, source -> source.predicting(spec, fitted, places));
  }

  private <T> Optional<T> checked(DataSpec spec, Function<DataSource, Optional<T>> planning) {
    Optional<DataSource> source = find(spec.name());
    if (source.isEmpty()) {
      spec.options().problem("name", unknown(spec.name()));
      return Optional.empty();
    }
    spec.notes().forEach(places.progress()::note);
    Optional<T> plan = planning.apply(source.get());
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

  /**
   * Fetches the files of a data set into the cache, those that are there apart.
   *
   * @return the folder that holds them
   * @throws InvalidSpecException if there is nothing to fetch under that name, or nothing may be
   * @throws ExperimentException if no server gives a file
   */
  public Path fetch(DataSpec spec) {
    DataSource source =
        find(spec.name()).orElseThrow(() -> new InvalidSpecException(unknown(spec.name())));
    if (source.remote(spec).isEmpty()) {
      throw new InvalidSpecException(
          "data set '%s' has nothing to fetch: %s".formatted(source.name(), source.summary()));
    }
    try {
      return Fetching.fetch(spec, places, source.remote(spec));
    } catch (IOException e) {
      throw new ExperimentException(String.valueOf(e.getMessage()), e);
    }
  }

  private String unknown(String name) {
    List<String> names = sources.stream().map(DataSource::name).toList();
    String nearest =
        Suggestions.nearest(name, names).map(n -> "; did you mean '" + n + "'?").orElse("");
    return "no data set is called '%s'%s; known are %s"
        .formatted(name, nearest, String.join(", ", names));
  }
}
