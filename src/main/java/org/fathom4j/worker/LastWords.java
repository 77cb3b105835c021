package org.fathom4j.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The last lines that a process printed, read by a thread of their own. */
final class LastWords {
  private static final int KEPT = 40;
  private static final int TOLD = 3;
  private static final String CRASH = "A fatal error has been detected by the Java Runtime";

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread reader;

  LastWords(InputStream printed) {
    this.reader = new Thread(() -> read(printed), "worker's words");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream printed) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        add(line.replaceFirst("^#", "").strip());
      }
    } catch (IOException gone) { // with its process
      return;
    }
  }

  private synchronized void add(String line) {
    if (!line.isEmpty()) {
      lines.add(line);
      if (lines.size() > KEPT) {
        lines.remove();
      }
    }
  }

  /** Once the process has ended: the last lines, or those of Java's own report that say most. */
  String text() {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(1)); // something else may hold the pipe open
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return String.join("; ", told());
  }

  private synchronized List<String> told() {
    List<String> all = new ArrayList<>(lines);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).startsWith(CRASH)) {
        return crash(all.subList(i + 1, all.size()));
      }
    }
    return all.subList(Math.max(0, all.size() - TOLD), all.size());
  }

  /** What happened, and in which function. */
  private static List<String> crash(List<String> report) {
    List<String> told = new ArrayList<>(report.subList(0, Math.min(1, report.size())));
    int frame = report.indexOf("Problematic frame:") + 1;
    if (frame > 0 && frame < report.size()) {
      told.add("in " + report.get(frame));
    }
    return told;
  }
}
