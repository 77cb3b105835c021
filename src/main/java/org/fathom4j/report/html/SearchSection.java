package org.fathom4j.report.html;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Front;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.analysis.Replay;
import org.fathom4j.report.analysis.Stability;

/** Networks against their cost, how stable their ranking is, and what pruners would have saved. */
final class SearchSection {
  private static final int MOST_ROWS = 12;

  private final Findings findings;
  private final Measure objective;

  private SearchSection(Findings findings) {
    this.findings = findings;
    this.objective = findings.objective();
  }

  /** The section, or nothing where nothing is known. */
  static String html(Findings findings) {
    return new SearchSection(findings).html();
  }

  private String html() {
    StringBuilder out = new StringBuilder();
    findings.fronts().forEach(front -> out.append(front(front)));
    findings.stability().ifPresent(stability -> out.append(stability(stability)));
    if (!findings.replays().isEmpty()) {
      out.append(replays());
    }
    return out.isEmpty() ? "" : Html.section("choice", "Cost and choice", out.toString());
  }

  private String front(Front front) {
    boolean seconds = front.cost().equals("seconds");
    List<List<String>> rows = new ArrayList<>();
    for (Arm arm : front.arms().stream().limit(MOST_ROWS).toList()) {
      double cost = front.cost(arm);
      rows.add(
          List.of(
              arm.label(),
              seconds ? Numbers.duration(cost) : Numbers.count(Math.round(cost)),
              objective.show(arm.mean(objective.result()))));
    }
    String caption =
        "Of "
            + front.of()
            + " networks, those that no other beats both in "
            + objective.title()
            + " and in "
            + (seconds ? "training time" : "parameters")
            + " (Pareto front)"
            + shortened(front.arms().size());
    List<String> head =
        List.of("network", seconds ? "training" : "parameters", objective.axisTitle());
    return new Html.Table(caption, head, 1, rows).html();
  }

  private String stability(Stability stability) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_ROWS, stability.arms().size()); i++) {
      Arm arm = stability.arms().get(i);
      rows.add(
          List.of(
              arm.label(),
              objective.show(arm.mean(objective.result())),
              Numbers.fixed(100 * stability.ranking().first().get(i), 0) + "%"));
    }
    String caption =
        "How often each network is the best where its "
            + stability.ranking().seeds()
            + " "
            + findings.repeats().all()
            + " are drawn again (bootstrap); how alike two of them rank the networks (mean of Kendall's"
            + " tau, 1 is the same order): "
            + Numbers.fixed(stability.ranking().tau(), 2)
            + shortened(stability.arms().size());
    List<String> head = List.of("network", objective.axisTitle(), "best");
    return new Html.Table(caption, head, 1, rows).html();
  }

  private String replays() {
    List<List<String>> rows = new ArrayList<>();
    for (Replay replay : findings.replays()) {
      rows.add(
          List.of(
              replay.pruner(),
              Numbers.count(replay.epochs()) + " of " + Numbers.count(replay.allEpochs()),
              Numbers.fixed(100 * replay.saved(), 0) + "%",
              replay.allSeconds() > 0
                  ? Numbers.duration(replay.seconds())
                      + " of "
                      + Numbers.duration(replay.allSeconds())
                  : "–",
              replay.lost() == 0 ? "nothing" : objective.showDifference(worse(replay))));
    }
    String caption =
        "What pruners would have trained of this sweep, played again on its learning curves, and what"
            + " the network that they choose lacks in "
            + objective.title();
    List<String> head = List.of("pruner", "epochs", "saved", "training", "lost");
    return new Html.Table(caption, head, 1, rows).html();
  }

  private double worse(Replay replay) {
    return objective.higherIsBetter() ? -replay.lost() : replay.lost();
  }

  private static String shortened(int rows) {
    return rows > MOST_ROWS ? "; the first " + MOST_ROWS + " of " + rows : "";
  }
}
