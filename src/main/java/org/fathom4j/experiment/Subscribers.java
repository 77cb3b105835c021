package org.fathom4j.experiment;

import org.fathom4j.event.EventStream;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.TrialRecords;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.mlflow.MlflowTracker;

/**
 * Who hears of a run: the local store first, then the records of trials, whoever watches, and the
 * server where one is named.
 */
final class Subscribers {
  private Subscribers() {}

  static EventStream of(
      LocalStore store, TrialRecords records, Subscriber watcher, RunOptions options) {
    EventStream stream = new EventStream();
    stream.subscribe(store);
    stream.subscribe(records);
    stream.subscribe(watcher);
    options
        .tracking()
        .map(
            server ->
                MlflowTracker.open(server, store.folder(), text -> stream.on(Remark.warning(text))))
        .ifPresent(stream::subscribe);
    return stream;
  }
}
