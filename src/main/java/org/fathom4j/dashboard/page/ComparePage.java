package org.fathom4j.dashboard.page;

import static org.fathom4j.report.html.Html.element;
import static org.fathom4j.report.html.Html.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.dashboard.run.TrialRow;
import org.fathom4j.dashboard.run.Words;
import org.fathom4j.report.analysis.Numbers;

/**
 * Some trials of a run side by side; what differs is marked.
 *
 * @param run whose trials
 * @param chosen trials
 * @param version of run and notes
 */
public record ComparePage(RunView run, List<TrialRow> chosen, String version) {
  /** More cannot be told apart. */
  public static final int MOST = 12;

  /** The page. */
  public String html() {
    String here = Address.run(run.key()) + "/compare";
    String numbers =
        chosen.stream().map(trial -> "trial=" + trial.number()).collect(Collectors.joining("&"));
    String curves = text(here + "/curves?" + numbers);
    String content =
        element("h1", "Trials side by side")
            + (chosen.isEmpty()
                ? element("p class=\"empty\"", "Choose trials in the table of the run first.")
                : element(
                        "section class=\"charts one\" aria-label=\"Charts\"",
                        RunCharts.chart(
                            "compare",
                            "Learning curves: " + Words.title(run.sweep().objective()),
                            curves,
                            ""))
                    + element("section", table()));
    return Layout.page(
        "Trials of " + run.sweep().name(),
        List.of(
            new Layout.Crumb(Address.run(run.key()), run.sweep().name()),
            new Layout.Crumb(here + "?" + text(numbers), "Compare")),
        Layout.live(Address.run(run.key()) + "/events", version),
        content);
  }

  private String table() {
    StringBuilder head = new StringBuilder("<td></td>");
    for (TrialRow trial : chosen) {
      String link = "a href=\"" + Address.trial(run.key(), trial.number()) + "\"";
      head.append(element("th scope=\"col\"", element(link, "trial " + trial.number())));
    }
    StringBuilder rows = new StringBuilder("\n");
    rows.append(row("state", trial -> Pill.word(run.shown(trial))));
    Set<String> parameters = new LinkedHashSet<>();
    chosen.forEach(trial -> parameters.addAll(trial.parameters().keySet()));
    for (String name : parameters) {
      rows.append(row(name, trial -> parameter(trial, name)));
    }
    rows.append(row("seed", trial -> Long.toString(trial.record().seed())));
    rows.append(row("parameters", t -> Numbers.count(t.record().networkParameters())));
    rows.append(row("epochs", trial -> Integer.toString(trial.curves().epochs())));
    String objective = run.sweep().objective();
    rows.append(row(Words.title(objective), trial -> Words.value(objective, trial.best())));
    rows.append(row("at epoch", trial -> Integer.toString(trial.bestEpoch())));
    Set<String> results = new TreeSet<>();
    chosen.forEach(trial -> results.addAll(trial.record().results().keySet()));
    for (String name : results) {
      rows.append(row(Words.title(name), t -> Words.value(name, t.record().result(name))));
    }
    rows.append(row("time", trial -> Numbers.duration(trial.record().seconds())));
    rows.append(row("what happened", trial -> trial.record().cause()));
    return element(
        "div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Trials side by side\"",
        element(
            "table class=\"side\" aria-label=\"Trials side by side\"",
            element("thead", element("tr", head.toString())) + element("tbody", rows.toString())));
  }

  private static String parameter(TrialRow trial, String name) {
    Object value = trial.parameters().get(name);
    return value == null ? "–" : Words.parameter(value);
  }

  private String row(String title, Function<TrialRow, String> value) {
    List<String> values = chosen.stream().map(value).toList();
    boolean differs = values.stream().distinct().count() > 1;
    String cells =
        values.stream().map(each -> element("td", text(each))).collect(Collectors.joining());
    return element(
        "tr data-key=\"" + text(title) + "\"" + (differs ? " class=\"differs\"" : ""),
        element("th scope=\"row\"", text(title)) + cells);
  }
}
