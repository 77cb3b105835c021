package org.fathom4j.dashboard.run;

import java.util.List;
import java.util.Optional;

/** The runs of a store, as they are at the moment of asking. Thread-safe. */
public interface Runs {
  /** Every run, newest first; the same list as before where nothing changed. */
  List<RunSummary> list();

  /** The run of that key, as far as it can be read within a third of a second. */
  Optional<RunView> run(String key);

  /** Asks the process that writes a run for something; false where it cannot do it. */
  boolean ask(String key, Wish wish);
}
