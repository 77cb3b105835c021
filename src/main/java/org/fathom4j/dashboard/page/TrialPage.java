package org.fathom4j.dashboard.page;

import static org.fathom4j.report.html.Html.element;
import static org.fathom4j.report.html.Html.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fathom4j.dashboard.http.Guard;
import org.fathom4j.dashboard.run.ArtifactFile;
import org.fathom4j.dashboard.run.Notes;
import org.fathom4j.dashboard.run.Notes.Note;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.dashboard.run.TrialRow;
import org.fathom4j.dashboard.run.Words;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.html.Html;
import org.fathom4j.report.html.Html.Definition;

/**
 * The page of a trial.
 *
 * @param run that it belongs to
 * @param trial as it stands
 * @param note on it
 * @param version of run and notes
 * @param secret that its forms carry
 */
public record TrialPage(RunView run, TrialRow trial, Note note, String version, String secret) {
  /** What tells of the network before what tells of its training. */
  private static final Comparator<String> MEASURED_FIRST =
      Comparator.<String>comparingInt(name -> name.matches("(validation|train)/.*") ? 0 : 1)
          .thenComparing(Comparator.naturalOrder());

  /** The page. */
  public String html() {
    String title = "Trial " + trial.number();
    String here = Address.trial(run.key(), trial.number());
    String content =
        element(
                "section class=\"head\"",
                element(
                        "p class=\"kicker\"",
                        Pill.of(run.shown(trial)) + " " + text(run.sweep().name()))
                    + element("h1", title)
                    + element("p class=\"answer\"", text(Words.parameters(trial.parameters())))
                    + (trial.record().cause().isEmpty()
                        ? ""
                        : element("p class=\"why\"", text(trial.record().cause())))
                    + element("div class=\"actions\"", network(here)))
            + element(
                "section class=\"charts one\" aria-label=\"Charts\"",
                RunCharts.chart("compare", "Learning curves", here + "/curves", ""))
            + element("section class=\"noting\"", element("h2", "Note") + form(here))
            + element("section", element("h2", "Facts") + facts())
            + element("section", element("h2", "Epochs") + epochs());
    return Layout.page(
        title + " of " + run.sweep().name(),
        List.of(
            new Layout.Crumb(Address.run(run.key()), run.sweep().name()),
            new Layout.Crumb(here, title)),
        Layout.live(Address.run(run.key()) + "/events", version),
        content);
  }

  private String network(String here) {
    String href = here + "/" + ArtifactFile.MODEL;
    return ArtifactFile.model(run, trial.number()).isPresent()
        ? element("a download href=\"" + href + "\"", "Network")
        : "";
  }

  private String form(String here) {
    String fields =
        Layout.hidden(Guard.SECRET, secret)
            + element(
                "label class=\"starred\"",
                "<input type=\"checkbox\" name=\"star\" value=\"1\""
                    + (note.star() ? " checked" : "")
                    + "> star")
            + element(
                "textarea name=\"note\" rows=\"3\" maxlength=\"%d\" aria-label=\"Note\""
                    .formatted(Notes.MOST_CHARACTERS),
                text(note.text()))
            + element("button", "Keep");
    return element("form method=\"post\" action=\"" + here + "/note\"", fields);
  }

  private String facts() {
    List<Definition> facts = new ArrayList<>();
    trial.parameters().forEach((name, v) -> facts.add(new Definition(name, Words.parameter(v))));
    facts.add(new Definition("seed", Long.toString(trial.record().seed())));
    int fold = trial.record().fold();
    facts.add(new Definition("fold", fold > 0 ? Integer.toString(fold) : ""));
    facts.add(new Definition("parameters", Numbers.count(trial.record().networkParameters())));
    facts.add(new Definition("trained by", trial.record().engine()));
    facts.add(new Definition("time", Numbers.duration(trial.record().seconds())));
    trial
        .record()
        .results()
        .forEach((name, v) -> facts.add(new Definition(Words.title(name), Words.value(name, v))));
    return Html.definitions(facts);
  }

  private String epochs() {
    Set<String> names = new TreeSet<>(MEASURED_FIRST);
    names.addAll(trial.curves().names());
    StringBuilder head = new StringBuilder("<th scope=\"col\" class=\"n\">epoch</th>");
    names.forEach(
        name -> head.append(element("th scope=\"col\" class=\"n\"", text(Words.title(name)))));
    StringBuilder rows = new StringBuilder("\n");
    for (int epoch = 1; epoch <= trial.curves().epochs(); epoch++) {
      StringBuilder cells = new StringBuilder();
      for (String name : names) {
        String value = Words.value(name, trial.curves().at(name, epoch));
        cells.append(element("td class=\"n\"", text(value)));
      }
      String best = epoch == trial.bestEpoch() ? " <span class=\"best\">best</span>" : "";
      rows.append(
          element(
              "tr data-key=\"" + epoch + "\"",
              element("th scope=\"row\" class=\"n\"", epoch + best) + cells));
    }
    return element(
        "div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Epochs\"",
        element(
            "table aria-label=\"Epochs\"",
            element("thead", element("tr", head.toString())) + element("tbody", rows.toString())));
  }
}
