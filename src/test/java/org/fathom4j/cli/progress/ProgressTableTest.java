package org.fathom4j.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.junit.jupiter.api.Test;

final class ProgressTableTest {
  private final ProgressTable table =
      new ProgressTable(12, new Objective("validation/accuracy", true));

  private static TrialRecord trial(int number, TrialState state) {
    return new TrialRecord(
        number,
        Map.of("rate", number == 2 ? 0.012345678901 : 0.5),
        7,
        0,
        state,
        "",
        10,
        "",
        List.of(),
        Map.of(),
        1);
  }

  private void epoch(int number, int epoch, double accuracy) {
    table.on(
        new EpochEnded(number, new EpochRecord(epoch, 0, Map.of("validation/accuracy", accuracy))));
  }

  @Test
  void runningTrialsTheBestOneAndTheCountsAreShown() {
    assertThat(table.lines("")).containsExactly("0 of 12 trials ended");
    table.on(new TrialStarted(trial(2, TrialState.RUNNING)));
    table.on(new TrialStarted(trial(10, TrialState.RUNNING)));
    epoch(2, 1, Double.NaN);
    epoch(2, 2, 0.75);
    epoch(10, 1, 0.5);
    table.on(new Progress(2, 3, 9, 30, 40, 0.25));
    assertThat(table.lines("2:05"))
        .containsExactly(
            "running   2  rate 0.01235  seed 7  epoch 3/9   75%  loss 0.250",
            "         10  rate 0.5  seed 7  ",
            "best     2  rate 0.01235  seed 7  validation/accuracy 0.7500 in epoch 2",
            "0 of 12 trials ended; 2:05 left");
    table.on(new Paused(2, 3, 1));
    table.on(new TrialEnded(trial(10, TrialState.COMPLETE)));
    table.on(new Continued(2, 3, 6));
    table.on(new Progress(2, 4, 9, 20, 40, 0.125));
    assertThat(table.lines(""))
        .containsExactly(
            "running   2  rate 0.01235  seed 7  epoch 4/6   50%  loss 0.125",
            "best     2  rate 0.01235  seed 7  validation/accuracy 0.7500 in epoch 2",
            "1 of 12 trials ended: 1 complete");
  }

  @Test
  void manyRunningTrialsAreCounted() {
    for (int number = 1; number <= 11; number++) {
      table.on(new TrialStarted(trial(number, TrialState.RUNNING)));
    }
    assertThat(table.lines("")).hasSize(10).contains("         and 3 more");
  }

  /** What a terminal shows of what is printed: only what a screen uses of its language. */
  private static List<String> shown(String printed) {
    List<String> lines = new ArrayList<>(List.of(""));
    int row = 0;
    for (int at = 0; at < printed.length(); at++) {
      char c = printed.charAt(at);
      if (c == '\u001b') {
        int end = at + 2;
        while (Character.isDigit(printed.charAt(end))) {
          end++;
        }
        if (printed.charAt(end) == 'A') {
          row -= Integer.parseInt(printed.substring(at + 2, end));
        } else {
          lines.subList(row, lines.size()).clear();
          lines.add("");
        }
        at = end;
      } else if (c == '\n') {
        row++;
        if (row == lines.size()) {
          lines.add("");
        }
      } else if (c != '\r') {
        lines.set(row, lines.get(row) + c);
      }
    }
    return lines;
  }

  @Test
  void whatIsDrawnIsDrawnOver_linesStayAboveIt() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Screen screen = new Screen(out, 10);
    screen.draw(List.of("one", "two"));
    screen.draw(List.of("three", "longer than the screen", "five"));
    screen.clear();
    out.print("a line\n");
    screen.draw(List.of("six"));
    assertThat(shown(printed.toString(StandardCharsets.UTF_8)))
        .containsExactly("a line", "six", "");
    screen.draw(List.of("0123456789"));
    assertThat(shown(printed.toString(StandardCharsets.UTF_8)))
        .containsExactly("a line", "012345678", "");
  }
}
