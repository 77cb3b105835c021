package org.fathom4j.data.source;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.fetch.RemoteFile;

/**
 * A data set whose files are in none of the places: it is described by what is published of it, and
 * fetched when it is read.
 *
 * @param again plans anew, once the files are there
 */
record FetchPlan(
    DataSpec spec,
    DataPlaces places,
    Missing missing,
    DataDescription description,
    Supplier<Optional<DataPlan>> again)
    implements DataPlan {

  @Override
  public DataSplit load() {
    List<RemoteFile> files = missing.remote();
    places.progress().note(missing.title() + " is not on this computer and is fetched:");
    try {
      Fetching.fetch(spec, places, files);
    } catch (IOException e) {
      throw new InvalidSpecException(missing.message() + "\nFetching failed: " + e.getMessage());
    }
    return again
        .get()
        .orElseThrow(
            () -> new InvalidSpecException(spec.name() + " was fetched and cannot be read"))
        .load();
  }
}
