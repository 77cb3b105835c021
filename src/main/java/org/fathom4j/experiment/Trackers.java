package org.fathom4j.experiment;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.tracking.CompositeTracker;
import org.fathom4j.tracking.Tracker;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.mlflow.MlflowTracker;

/** The trackers of a run: the local store first, then the server where one is named. */
final class Trackers {
  private Trackers() {}

  static Tracker of(LocalStore store, RunOptions options, Console console) {
    List<Tracker> trackers = new ArrayList<>();
    trackers.add(store);
    options
        .tracking()
        .ifPresent(
            server -> trackers.add(MlflowTracker.open(server, store.folder(), console::warn)));
    return new CompositeTracker(trackers);
  }
}
