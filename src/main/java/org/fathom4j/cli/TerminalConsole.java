package org.fathom4j.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialBook;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.experiment.PreparedSweep;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Numbers;

/**
 * Progress on standard error: one line that is written over on a terminal, one line per finished
 * trial elsewhere. The time left is the work left, in operations, at the speed so far.
 */
final class TerminalConsole implements Subscriber {
  private static final long REDRAW_NANOS = 200_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final PreparedSweep sweep;
  private final TrialBook book = new TrialBook();
  private double totalWork;
  private final long started = System.nanoTime();
  private double doneWork;
  private long drawn;
  private int shown;

  TerminalConsole(PrintStream out, boolean terminal, PreparedSweep sweep) {
    this.out = out;
    this.terminal = terminal;
    this.sweep = sweep;
    this.totalWork = sweep.operations();
  }

  @Override
  public synchronized void on(SweepEvent event) {
    book.on(event);
    if (event instanceof Remark remark) {
      remark(remark);
    } else if (event instanceof SweepStarted started) {
      started.sweep().trials().forEach(trial -> totalWork -= work(trial));
    } else if (event instanceof Progress progress) {
      progress(progress);
    } else if (event instanceof TrialEnded ended) {
      trialEnded(ended.trial());
    }
  }

  private void remark(Remark remark) {
    switch (remark.kind()) {
      case STATUS -> status(remark.text());
      case NOTE -> line(remark.text());
      case WARNING -> line("warning: " + remark.text());
    }
  }

  @Override
  public synchronized void close() {
    clear();
  }

  /** A line worth keeping. */
  synchronized void line(String text) {
    clear();
    out.println(text);
  }

  private void status(String text) {
    if (terminal) {
      overwrite(text);
    }
  }

  private void progress(Progress progress) {
    long now = System.nanoTime();
    if (!terminal || now - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = now;
    TrialRecord trial = book.trial(progress.number()).orElseThrow();
    double part =
        (progress.epoch() - 1 + progress.examples() / (double) progress.examplesPerEpoch())
            / progress.epochs();
    double work = doneWork + part * work(trial);
    double seconds = (now - started) / 1e9;
    String text =
        String.format(
            Locale.ROOT,
            "%s  epoch %d/%d  loss %.3f  %3.0f%% of all, %s left",
            head(trial),
            progress.epoch(),
            progress.epochs(),
            progress.loss(),
            100 * work / totalWork,
            time(seconds * (totalWork - work) / Math.max(work, 1)));
    overwrite(text);
  }

  private void overwrite(String text) {
    out.print('\r' + text + " ".repeat(Math.max(0, shown - text.length())));
    out.flush();
    shown = text.length();
  }

  private void trialEnded(TrialRecord trial) {
    doneWork += work(trial);
    String outcome =
        trial.state() == TrialState.COMPLETE ? scores(trial) : trial.state() + ": " + trial.cause();
    line(
        String.format(
            Locale.ROOT,
            "%s  %,d parameters  %s  %s",
            head(trial),
            trial.networkParameters(),
            outcome,
            time(trial.seconds())));
  }

  private String scores(TrialRecord trial) {
    Quantity judged = trial.judgedBy(sweep.header().sweep().objective()).orElse(Quantity.LOSS);
    double test = trial.result(judged.on("test"));
    double train = trial.result(judged.on("best/train"));
    double epoch = trial.result(Metric.BEST_EPOCH);
    if (judged == Quantity.ACCURACY) {
      return String.format(
          Locale.ROOT, "test %.1f%%  train %.1f%%  epoch %.0f", 100 * test, 100 * train, epoch);
    }
    return String.format(
        Locale.ROOT,
        "test %s %s  train %s  epoch %.0f",
        judged.title(),
        Numbers.significant(test, 4),
        Numbers.significant(train, 4),
        epoch);
  }

  private String head(TrialRecord trial) {
    int digits = Integer.toString(sweep.total()).length();
    return String.format(
        Locale.ROOT,
        "[%" + digits + "d/%d] %s%s%s",
        trial.number(),
        sweep.total(),
        text(trial.parameters()),
        trial.parameters().isEmpty() ? "" : "  ",
        run(trial.fold(), trial.seed()));
  }

  /** "seed 1", or "fold 2 seed 1" where the data has folds. */
  static String run(int fold, long seed) {
    return (fold > 0 ? "fold " + fold + "  " : "") + "seed " + seed;
  }

  private double work(TrialRecord trial) {
    return sweep.operations(trial);
  }

  private void clear() {
    if (shown > 0) {
      out.print('\r' + " ".repeat(shown) + '\r');
      shown = 0;
    }
  }

  static String text(Map<String, Object> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining("  "));
  }

  /** {@code 8 s}, {@code 2:05} or {@code 1:02:05}. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return seconds < 10
          ? String.format(Locale.ROOT, "%.1f s", seconds)
          : String.format(Locale.ROOT, "%d s", whole);
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
