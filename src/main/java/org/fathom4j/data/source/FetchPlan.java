package org.fathom4j.data.source;

import java.util.Optional;
import java.util.function.Supplier;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;

/**
 * A data set whose files are in none of the places: it is described by what is published of it, and
 * fetched when it is read.
 *
 * @param again plans anew, once the files are there
 */
record FetchPlan(Missing missing, DataDescription description, Supplier<Optional<DataPlan>> again)
    implements DataPlan {

  @Override
  public DataSplit load() {
    missing.fetch();
    return again.get().orElseThrow(missing::unreadable).load();
  }
}
