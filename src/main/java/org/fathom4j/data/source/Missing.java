package org.fathom4j.data.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.ScoringPlan;
import org.fathom4j.data.Target;
import org.fathom4j.data.fetch.RemoteFile;
import org.fathom4j.problem.InvalidSpecException;

/**
 * A data set whose files are in none of the places.
 *
 * @param title as shown on figures
 * @param search the places tried
 * @param obtain ways to come by the files, besides fetching
 * @param remote the published files
 */
record Missing(
    DataSpec spec,
    DataPlaces places,
    String title,
    FileSearch search,
    List<String> obtain,
    List<RemoteFile> remote) {

  /**
   * A plan that fetches, or a recorded problem where that is not allowed or a folder was named.
   *
   * @param published training and test examples, as published
   * @param again plans anew, once the files are there
   */
  Optional<DataPlan> plan(
      FeatureShape shape, Target target, int[] published, Supplier<Optional<DataPlan>> again) {
    if (isRefused()) {
      return Optional.empty();
    }
    return Counts.fit(spec, published[0], published[1], Counts.PUBLISHED)
        .map(
            counts ->
                new FetchPlan(
                    this,
                    new DataDescription(
                        spec.name(),
                        title,
                        shape,
                        target,
                        counts.train(),
                        counts.validation(),
                        counts.test(),
                        "to be fetched from " + remote.get(0).mirrors().get(0)),
                    again));
  }

  /**
   * The same for scoring a stored network.
   *
   * @param again plans anew, once the files are there
   */
  Optional<ScoringPlan> scoring(Supplier<Optional<ScoringPlan>> again) {
    return isRefused()
        ? Optional.empty()
        : Optional.of(
            () -> {
              fetch();
              return again.get().orElseThrow(this::unreadable).load();
            });
  }

  private boolean isRefused() {
    boolean refused = spec.dir().isPresent() || places.offline() || remote.isEmpty();
    if (refused) {
      spec.options().problem(spec.dir().isPresent() ? "dir" : "name", message());
    }
    return refused;
  }

  /** Fetches the files. */
  void fetch() {
    places.progress().note(title + " is not on this computer and is fetched:");
    try {
      Fetching.fetch(spec, places, remote);
    } catch (IOException e) {
      throw new InvalidSpecException(message() + "\nFetching failed: " + e.getMessage());
    }
  }

  /** What was fetched is no such data set. */
  InvalidSpecException unreadable() {
    return new InvalidSpecException(spec.name() + " was fetched and cannot be read");
  }

  /** Every place tried, and what to do. */
  String message() {
    List<String> lines = new ArrayList<>();
    lines.add(spec.name() + " was not found. Tried:");
    search.tried().forEach(place -> lines.add("  " + place));
    if (spec.dir().isEmpty() && places.offline()) {
      lines.add("  its official address: --offline or FATHOM_OFFLINE forbids it");
    }
    lines.add("Do one of these:");
    obtain.forEach(way -> lines.add("  " + way));
    if (!remote.isEmpty()) {
      lines.add("  fetch it: ./fathom data fetch " + spec.name());
      lines.add("  or by hand into " + FileSearch.cacheFolder(places, spec.name()) + ":");
      Fetching.addresses(remote).forEach(address -> lines.add("    " + address));
    }
    lines.add("  name the folder that holds its files: data.dir=FOLDER");
    return String.join("\n", lines);
  }
}
