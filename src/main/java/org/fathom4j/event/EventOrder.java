package org.fathom4j.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.event.SweepEvent.SweepPaused;
import org.fathom4j.event.SweepEvent.SweepResumed;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.CheckpointKept;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Dropped;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Lost;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.event.TrialEvent.Pruned;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;

/**
 * The order of events, as the tables of {@link SweepEvent} and {@link TrialEvent} have it: a
 * subscriber that accepts what they allow and nothing else. For one thread at a time.
 */
public final class EventOrder implements Subscriber {
  private static final Trial NEW = new Trial(Phase.NEW, 0);

  private final Map<Integer, Trial> trials = new HashMap<>();
  private Sweep sweep = Sweep.BEFORE;

  private enum Sweep {
    BEFORE,
    UNDER_WAY,
    PAUSED,
    OVER;

    boolean isOpen() {
      return this == UNDER_WAY || this == PAUSED;
    }
  }

  private enum Phase {
    NEW,
    RUNNING,
    PAUSED,
    PRUNED,
    LOST,
    BROKEN_OFF,
    FAILED,
    FINISHED
  }

  /** Where a trial is, after that many epochs. */
  private record Trial(Phase phase, int epochs) {
    Trial to(Phase next) {
      return new Trial(next, epochs);
    }
  }

  /**
   * The next event.
   *
   * @throws IllegalStateException if it must not come here
   */
  @Override
  public void on(SweepEvent event) {
    if (event instanceof SweepStarted started) {
      require(sweep == Sweep.BEFORE, event, sweep);
      sweep = Sweep.UNDER_WAY;
      started.sweep().trials().forEach(trial -> trials.put(trial.number(), before(trial, event)));
    } else if (event instanceof SweepPaused) {
      require(sweep == Sweep.UNDER_WAY, event, sweep);
      sweep = Sweep.PAUSED;
    } else if (event instanceof SweepResumed) {
      require(sweep == Sweep.PAUSED, event, sweep);
      sweep = Sweep.UNDER_WAY;
    } else if (event instanceof SweepEnded) {
      require(sweep.isOpen(), event, sweep);
      require(trials.values().stream().noneMatch(EventOrder::underWay), event, trials);
      sweep = Sweep.OVER;
    } else if (event instanceof TrialEvent told) {
      require(sweep.isOpen(), event, sweep);
      Trial trial = trials.getOrDefault(told.number(), NEW);
      trials.put(told.number(), next(trial, told));
    } else {
      require(event instanceof Remark, event, sweep);
    }
  }

  /** A job has its own end before the sweep has. */
  private static boolean underWay(Trial trial) {
    return List.of(Phase.RUNNING, Phase.PRUNED, Phase.LOST).contains(trial.phase());
  }

  private static Trial before(TrialRecord trial, SweepEvent event) {
    TrialState state = trial.state();
    require(state.ended() || state == TrialState.PAUSED, event, state);
    return new Trial(phase(state), trial.epochs().size());
  }

  private static Phase phase(TrialState state) {
    if (state == TrialState.FAILED) {
      return Phase.FAILED;
    }
    return state.finished() ? Phase.FINISHED : Phase.PAUSED;
  }

  private static Trial next(Trial trial, TrialEvent event) {
    Phase phase = trial.phase();
    if (event instanceof TrialStarted started) {
      require(phase != Phase.RUNNING && phase != Phase.PRUNED, event, trial);
      require(phase != Phase.FINISHED && started.trial().epochs().isEmpty(), event, trial);
      require(started.trial().state() == TrialState.RUNNING, event, trial);
      return new Trial(Phase.RUNNING, 0);
    }
    if (event instanceof Continued on) {
      require(phase == Phase.PAUSED, event, trial);
      require(on.epoch() == trial.epochs() && on.to() > on.epoch(), event, trial);
      return trial.to(Phase.RUNNING);
    }
    if (event instanceof Dropped dropped) {
      require(phase == Phase.NEW && dropped.trial().epochs().isEmpty(), event, trial);
      require(dropped.trial().state() == TrialState.PRUNED, event, trial);
      return trial.to(Phase.PRUNED);
    }
    if (event instanceof Pruned pruned) {
      require(phase == Phase.PAUSED && pruned.rung() <= trial.epochs(), event, trial);
      return trial.to(Phase.PRUNED);
    }
    if (event instanceof TrialEnded ended && phase == Phase.PRUNED) {
      require(ended.trial().state() == TrialState.PRUNED, event, trial);
      return ended(trial, ended);
    }
    require(phase == Phase.RUNNING, event, trial);
    return inTraining(trial, event);
  }

  private static Trial inTraining(Trial trial, TrialEvent event) {
    if (event instanceof Progress progress) {
      require(progress.epoch() == trial.epochs() + 1, event, trial);
      return trial;
    }
    if (event instanceof EpochEnded ended) {
      require(ended.epoch().epoch() == trial.epochs() + 1, event, trial);
      return new Trial(Phase.RUNNING, trial.epochs() + 1);
    }
    if (event instanceof CheckpointKept kept) {
      require(kept.epoch() == trial.epochs(), event, trial);
      return trial;
    }
    if (event instanceof Paused paused) {
      require(paused.epoch() == trial.epochs(), event, trial);
      return trial.to(Phase.PAUSED);
    }
    if (event instanceof BrokenOff) {
      return trial.to(Phase.BROKEN_OFF);
    }
    if (event instanceof Lost) {
      return trial.to(Phase.LOST);
    }
    require(event instanceof TrialEnded, event, trial);
    return ended(trial, (TrialEnded) event);
  }

  private static Trial ended(Trial trial, TrialEnded event) {
    TrialState state = event.trial().state();
    require(state.ended() && event.trial().epochs().size() == trial.epochs(), event, trial);
    return trial.to(state == TrialState.FAILED ? Phase.FAILED : Phase.FINISHED);
  }

  private static void require(boolean allowed, SweepEvent event, Object where) {
    if (!allowed) {
      throw new IllegalStateException("an event that must not come in " + where + ": " + event);
    }
  }

  @Override
  public void close() {
    // Holds memory alone.
  }
}
