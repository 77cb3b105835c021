package org.fathom4j.dashboard.run;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.tracking.local.JournalEntry;
import org.fathom4j.tracking.local.RunningTime;

/**
 * What trained when, by a run's journal.
 *
 * @param stretches those that ended in order of their end, then those under way
 * @param lanes how many trials trained side by side at most
 * @param seconds of the run's {@link RunningTime} so far
 */
public record Timeline(List<Stretch> stretches, int lanes, double seconds) {
  /**
   * A part of a trial that was trained at a stretch.
   *
   * @param lane from 1: the first that was free
   * @param from seconds of the run's {@link RunningTime}
   * @param to seconds; now where it is under way
   * @param first epoch
   * @param last epoch that ended; 0 where that is not known, as of one that was broken off
   * @param rung 1, and one more for each promotion of the trial
   * @param open whether it is under way
   */
  public record Stretch(
      int trial, int lane, double from, double to, int first, int last, int rung, boolean open) {}

  /** Copies the list. */
  public Timeline {
    stretches = List.copyOf(stretches);
  }

  /**
   * By a journal.
   *
   * @param end now while the run is under way, else its last sign of life
   */
  static Timeline of(List<JournalEntry> journal, RunningTime time, long end) {
    Drawer drawer = new Drawer(time);
    journal.forEach(drawer::on);
    return drawer.timeline(end);
  }

  /** The stretches that are under way, by trial. */
  public Map<Integer, Stretch> underWay() {
    Map<Integer, Stretch> open = new TreeMap<>();
    stretches.stream().filter(Stretch::open).forEach(each -> open.put(each.trial(), each));
    return open;
  }

  /** Follows a journal from entry to entry. */
  private static final class Drawer {
    private final RunningTime time;
    private final List<Stretch> stretches = new ArrayList<>();
    private final Map<Integer, Stretch> open = new TreeMap<>();
    private final Map<Integer, Integer> rungs = new HashMap<>();
    private final BitSet taken = new BitSet();
    private int lanes;
    private long last;

    Drawer(RunningTime time) {
      this.time = time;
    }

    void on(JournalEntry entry) {
      int trial = entry.trial();
      switch (entry.event()) {
        case SWEEP_STARTED -> endAll(last);
        case SWEEP_ENDED -> endAll(entry.millis());
        case STARTED -> {
          rungs.put(trial, 1);
          begin(trial, entry.millis(), 1);
        }
        case CONTINUED -> {
          rungs.merge(trial, 1, Integer::sum);
          begin(trial, entry.millis(), entry.epoch() + 1);
        }
        case PAUSED, ENDED, LOST, BROKEN_OFF -> end(trial, entry.millis(), entry.epoch());
        case SWEEP_PAUSED, SWEEP_RESUMED, PRUNED, DROPPED -> {}
      }
      last = entry.millis();
    }

    private void begin(int trial, long millis, int epoch) {
      end(trial, millis, 0);
      int lane = taken.nextClearBit(1);
      taken.set(lane);
      lanes = Math.max(lanes, lane);
      double from = time.at(millis);
      int rung = rungs.getOrDefault(trial, 1);
      open.put(trial, new Stretch(trial, lane, from, from, epoch, 0, rung, true));
    }

    private void end(int trial, long millis, int epoch) {
      Stretch ended = open.remove(trial);
      if (ended != null) {
        taken.clear(ended.lane());
        stretches.add(upTo(ended, millis, epoch, false));
      }
    }

    private void endAll(long millis) {
      List.copyOf(open.keySet()).forEach(trial -> end(trial, millis, 0));
    }

    private Stretch upTo(Stretch s, long millis, int epoch, boolean goesOn) {
      return new Stretch(
          s.trial(), s.lane(), s.from(), time.at(millis), s.first(), epoch, s.rung(), goesOn);
    }

    Timeline timeline(long end) {
      open.values().forEach(each -> stretches.add(upTo(each, end, 0, true)));
      return new Timeline(stretches, lanes, time.at(end));
    }
  }
}
