package org.fathom4j.data.fetch;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line that fills: rewritten in place on a terminal, a new line per tenth elsewhere. */
public final class ProgressBar implements FetchProgress {
  private static final int CELLS = 30;
  private static final int STEPS_IN_FILE = 10;
  private static final int STEPS_ON_TERMINAL = 200;
  private static final double MEGA = 1e6;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private String file = "";
  private long firstBytes;
  private long firstNanos;
  private long lastStep = -1;

  /**
   * A bar that knows the time.
   *
   * @param terminal whether lines may be rewritten
   */
  public ProgressBar(PrintStream out, boolean terminal) {
    this(out, terminal, System::nanoTime);
  }

  ProgressBar(PrintStream out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
  }

  @Override
  public void arrived(String name, long bytes, long total) {
    if (!name.equals(file)) {
      file = name;
      firstBytes = bytes;
      firstNanos = nanos.getAsLong();
      lastStep = -1;
    }
    long step = bytes * (terminal ? STEPS_ON_TERMINAL : STEPS_IN_FILE) / Math.max(1, total);
    if (step == lastStep) {
      return;
    }
    lastStep = step;
    out.print((terminal ? "\r" : "") + line(bytes, total));
    if (!terminal || bytes == total) {
      out.println();
    }
    out.flush();
  }

  @Override
  public void note(String line) {
    if (terminal && lastStep >= 0) {
      out.println();
    }
    out.println(line);
  }

  private String line(long bytes, long total) {
    int filled = (int) (CELLS * bytes / Math.max(1, total));
    double seconds = (nanos.getAsLong() - firstNanos) / 1e9;
    double rate = seconds > 0 ? (bytes - firstBytes) / seconds : 0;
    String left =
        rate > 0
            ? String.format(
                Locale.ROOT, "%.1f MB/s, %.0f s left", rate / MEGA, (total - bytes) / rate)
            : "";
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %.1f / %.1f MB  %-24s",
        file,
        "=".repeat(filled),
        " ".repeat(CELLS - filled),
        bytes / MEGA,
        total / MEGA,
        left);
  }
}
