package org.fathom4j.dashboard.page;

import static org.fathom4j.report.html.Html.element;
import static org.fathom4j.report.html.Html.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fathom4j.dashboard.run.Notes.Note;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.dashboard.run.TrialRow;
import org.fathom4j.dashboard.run.Words;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Numbers;

/**
 * The trials of a run as a table, a page at a time.
 *
 * @param run whose trials
 * @param notes on them
 * @param query which of them
 * @param found those that match, in order
 */
record TrialTable(RunView run, Map<Integer, Note> notes, TrialQuery query, List<TrialRow> found) {
  private static final int MOST_PARAMETERS = 8;

  /** What is the same for every row. */
  private record Shown(List<String> parameters, boolean seeds, boolean folds, int best) {}

  /** A column: what it is sorted by, its title and whether it holds numbers. */
  private record Column(String sort, String title, boolean numbers) {}

  String html() {
    Shown shown = shown();
    StringBuilder head = new StringBuilder("<th scope=\"col\" class=\"pick\">compare</th>");
    columns(shown).forEach(column -> head.append(title(column)));
    StringBuilder rows = new StringBuilder("\n");
    page().forEach(trial -> rows.append(row(trial, shown)));
    String table =
        element(
            "table class=\"trials\" aria-label=\"Trials\"",
            element("thead", element("tr", head.toString())) + element("tbody", rows.toString()));
    return element(
        "form method=\"get\" action=\"" + Address.run(run.key()) + "/compare\" class=\"compare\"",
        element(
                "div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of trials\"",
                table)
            + element(
                "p class=\"pager\"", pager() + element("button", "Compare the chosen trials")));
  }

  private Shown shown() {
    List<String> varying = run.varying();
    boolean folds = run.trials().stream().anyMatch(trial -> trial.record().fold() > 0);
    boolean seeds = run.trials().stream().mapToLong(t -> t.record().seed()).distinct().count() > 1;
    return new Shown(
        varying.size() > MOST_PARAMETERS ? varying.subList(0, MOST_PARAMETERS) : varying,
        seeds || folds,
        folds,
        run.best().map(TrialRow::number).orElse(0));
  }

  private List<TrialRow> page() {
    int from = Math.min(found.size(), (query.page() - 1) * TrialQuery.PAGE);
    return found.subList(from, Math.min(found.size(), from + TrialQuery.PAGE));
  }

  private List<Column> columns(Shown shown) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("number", "trial", true));
    columns.add(new Column("state", "state", false));
    for (String name : shown.parameters()) {
      boolean numbers =
          run.trials().stream().anyMatch(t -> t.parameters().get(name) instanceof Number);
      columns.add(new Column(TrialQuery.PARAMETER + name, name, numbers));
    }
    if (shown.seeds()) {
      columns.add(new Column("seed", shown.folds() ? "fold, seed" : "seed", true));
    }
    columns.add(new Column("size", "parameters", true));
    columns.add(new Column("epochs", "epochs", true));
    columns.add(new Column("best", Words.title(run.sweep().objective()), true));
    columns.add(new Column("time", "time", true));
    columns.add(new Column("", "what happened", false));
    return columns;
  }

  private String title(Column column) {
    String open = "th scope=\"col\"" + (column.numbers() ? " class=\"n\"" : "");
    if (column.sort().isEmpty()) {
      return element(open, text(column.title()));
    }
    boolean up = query.sort().equals(column.sort());
    boolean down = query.sort().equals("-" + column.sort());
    String next = up ? "-" + column.sort() : column.sort();
    String sorted = up ? " aria-sort=\"ascending\"" : down ? " aria-sort=\"descending\"" : "";
    Link link = query.link(Address.run(run.key())).with("sort", next);
    return element(
        open + sorted, element("a href=\"" + link.html() + "#trials\"", text(column.title())));
  }

  private String row(TrialRow trial, Shown shown) {
    Note note = notes.getOrDefault(trial.number(), Note.NONE);
    String objective = run.sweep().objective();
    StringBuilder cells = new StringBuilder(pick(trial));
    cells
        .append(head(trial, note, trial.number() == shown.best()))
        .append(element("td", Pill.of(run.shown(trial))));
    for (String name : shown.parameters()) {
      Object value = trial.parameters().get(name);
      String style = value instanceof Number ? "td class=\"n\"" : "td";
      cells.append(element(style, value == null ? "–" : text(Words.parameter(value))));
    }
    if (shown.seeds()) {
      String fold = shown.folds() ? trial.record().fold() + ", " : "";
      cells.append(number(fold + trial.record().seed()));
    }
    cells.append(number(Numbers.count(trial.record().networkParameters())));
    cells.append(number(Integer.toString(trial.curves().epochs())));
    cells.append(number(Words.value(objective, trial.best())));
    cells.append(number(time(trial)));
    cells.append(element("td class=\"cause\"", happened(trial, note)));
    return element("tr data-key=\"" + trial.number() + "\"", cells.toString());
  }

  private static String pick(TrialRow trial) {
    return element(
        "td class=\"pick\"",
        "<input type=\"checkbox\" name=\"trial\" value=\"%d\" aria-label=\"Compare trial %d\">"
            .formatted(trial.number(), trial.number()));
  }

  private String head(TrialRow trial, Note note, boolean isBest) {
    String star = note.star() ? "<span class=\"star\" title=\"starred\">★</span> " : "";
    String best = isBest ? " <span class=\"best\">best</span>" : "";
    return element(
        "th scope=\"row\" class=\"n\"",
        star
            + element(
                "a href=\"" + Address.trial(run.key(), trial.number()) + "\"",
                Integer.toString(trial.number()))
            + best);
  }

  private static String number(String text) {
    return element("td class=\"n\"", text(text));
  }

  private static String time(TrialRow trial) {
    return trial.record().seconds() > 0 ? Numbers.duration(trial.record().seconds()) : "";
  }

  private String happened(TrialRow trial, Note note) {
    String cause = trial.record().cause();
    String words =
        cause.isEmpty() && run.shown(trial) == TrialState.PAUSED
            ? "waits after epoch " + trial.curves().epochs()
            : cause;
    String noted = note.text().isEmpty() ? "" : element("p class=\"noted\"", text(note.text()));
    return text(words) + noted;
  }

  private String pager() {
    int pages = Math.max(1, (found.size() + TrialQuery.PAGE - 1) / TrialQuery.PAGE);
    int from = (query.page() - 1) * TrialQuery.PAGE + 1;
    int to = Math.min(found.size(), query.page() * TrialQuery.PAGE);
    String words =
        found.isEmpty()
            ? "No trial is like that."
            : "Trials %s to %s of %s"
                .formatted(Numbers.count(from), Numbers.count(to), Numbers.count(found.size()));
    return element("span class=\"muted\"", words)
        + (query.page() > 1 ? step(query.page() - 1, "Previous") : "")
        + (query.page() < pages ? step(query.page() + 1, "Next") : "");
  }

  private String step(int page, String words) {
    Link link = query.link(Address.run(run.key())).with("page", Integer.toString(page));
    return element("a href=\"" + link.html() + "#trials\"", words);
  }
}
