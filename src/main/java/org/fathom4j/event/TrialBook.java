package org.fathom4j.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;

/** Every trial as the events so far tell it. Thread-safe. */
public final class TrialBook implements Subscriber {
  private final Map<Integer, Page> pages = new HashMap<>();

  /** A trial, and its epochs where it has no end yet. */
  private record Page(TrialRecord trial, List<EpochRecord> epochs) {
    static Page of(TrialRecord trial) {
      return new Page(trial, new ArrayList<>(trial.epochs()));
    }

    Page in(TrialState state, double seconds) {
      return new Page(trial.in(state, "", seconds), epochs);
    }

    TrialRecord whole() {
      return trial.withEpochs(epochs);
    }
  }

  @Override
  public synchronized void on(SweepEvent event) {
    if (event instanceof SweepStarted started) {
      started.sweep().trials().forEach(trial -> pages.put(trial.number(), Page.of(trial)));
    } else if (event instanceof TrialStarted started) {
      pages.put(started.number(), Page.of(started.trial()));
    } else if (event instanceof EpochEnded ended) {
      page(ended.number()).epochs().add(ended.epoch());
    } else if (event instanceof Paused paused) {
      Page page = page(paused.number());
      pages.put(paused.number(), page.in(TrialState.PAUSED, paused.seconds()));
    } else if (event instanceof Continued on) {
      Page page = page(on.number());
      pages.put(on.number(), page.in(TrialState.RUNNING, page.trial().seconds()));
    } else if (event instanceof TrialEnded ended) {
      pages.put(ended.number(), Page.of(ended.trial()));
    }
  }

  private Page page(int number) {
    Page page = pages.get(number);
    if (page == null) {
      throw new IllegalStateException("nothing was told of the start of trial " + number);
    }
    return page;
  }

  /** The trial of that number; empty where it has not started. */
  public synchronized Optional<TrialRecord> trial(int number) {
    return Optional.ofNullable(pages.get(number)).map(Page::whole);
  }

  /** Every trial that has started, in order of number. */
  public synchronized List<TrialRecord> trials() {
    return pages.values().stream()
        .map(Page::whole)
        .sorted(Comparator.comparingInt(TrialRecord::number))
        .toList();
  }

  @Override
  public void close() {
    // Holds memory alone.
  }
}
