package org.fathom4j.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fathom4j.cli.progress.Objective;
import org.fathom4j.cli.progress.ProgressTable;
import org.fathom4j.cli.progress.Screen;
import org.fathom4j.cli.progress.TrialText;
import org.fathom4j.config.SweepSpec;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.SweepEvent.SweepPaused;
import org.fathom4j.event.SweepEvent.SweepResumed;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.experiment.PreparedSweep;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Numbers;

/**
 * Progress on standard error: a line per ended trial; on a terminal, below them, a table that is
 * drawn over itself. The time left is the work left, in operations, at the speed so far.
 */
final class TerminalConsole implements Subscriber {
  private static final long REDRAW_NANOS = 200_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final PreparedSweep sweep;
  private final ProgressTable table;
  private final Screen screen;
  private double totalWork;
  private long started = System.nanoTime();
  private long paused;
  private double doneWork;
  private int ended;
  private int endedBefore;
  private long drawn;
  private String status = "";

  /**
   * A console.
   *
   * @param columns of the terminal; 0 where it is none
   */
  TerminalConsole(PrintStream out, int columns, PreparedSweep sweep) {
    this.out = out;
    this.terminal = columns > 0;
    this.sweep = sweep;
    this.totalWork = sweep.operations();
    SweepSpec spec = sweep.header().sweep();
    this.table = new ProgressTable(sweep.total(), new Objective(spec.objective(), spec.maximize()));
    this.screen = new Screen(out, columns);
  }

  @Override
  public synchronized void on(SweepEvent event) {
    table.on(event);
    if (event instanceof Remark remark) {
      remark(remark);
    } else if (event instanceof SweepStarted started) {
      started.sweep().trials().forEach(this::before);
    } else if (event instanceof SweepPaused) {
      paused = System.nanoTime();
      line("paused: no epoch is begun until somebody resumes it in the dashboard; Ctrl-C stops it");
    } else if (event instanceof SweepResumed) {
      started += System.nanoTime() - paused; // as if it had begun that much later
      line("goes on");
    } else if (event instanceof EpochEnded ended) {
      doneWork += sweep.operations(ended.number()) / sweep.epochs();
    } else if (event instanceof Progress) {
      redraw();
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
    screen.clear();
  }

  /** A line worth keeping. */
  synchronized void line(String text) {
    screen.clear();
    out.println(text);
  }

  private void status(String text) {
    status = text;
    redraw();
  }

  private void redraw() {
    long now = System.nanoTime();
    if (terminal && now - drawn >= REDRAW_NANOS) {
      drawn = now;
      List<String> lines = new ArrayList<>();
      if (sweep.total() > 0) {
        lines.addAll(table.lines(left(now)));
      }
      if (!status.isEmpty()) {
        lines.add(status);
      }
      screen.draw(lines);
    }
  }

  /**
   * What is left to do at the speed so far; nothing before there is one. Where a pruner decides,
   * the trials to come are taken to be trained as far as those that ended.
   */
  private String left(long now) {
    if (doneWork == 0) {
      return "";
    }
    double work = totalWork - doneWork;
    if (sweep.header().sweep().pruner().isPresent()) {
      int toCome = sweep.total() - ended - endedBefore;
      work = ended > 0 ? doneWork / ended * toCome : work;
    }
    return TrialText.time((now - started) / 1e9 * Math.max(0, work) / doneWork);
  }

  /** What was done before a resume is neither left nor says how fast it goes. */
  private void before(TrialRecord trial) {
    totalWork -= sweep.operations(trial.number()) / sweep.epochs() * trial.epochs().size();
    endedBefore += trial.state().ended() ? 1 : 0;
  }

  private void trialEnded(TrialRecord trial) {
    ended++;
    String outcome =
        trial.state() == TrialState.COMPLETE ? scores(trial) : trial.state() + ": " + trial.cause();
    line(
        String.format(
            Locale.ROOT,
            "%s  %,d parameters  %s  %s",
            head(trial),
            trial.networkParameters(),
            outcome,
            TrialText.time(trial.seconds())));
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
        TrialText.parameters(trial.parameters()),
        trial.parameters().isEmpty() ? "" : "  ",
        TrialText.run(trial.fold(), trial.seed()));
  }
}
