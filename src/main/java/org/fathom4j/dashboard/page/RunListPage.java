package org.fathom4j.dashboard.page;

import static org.fathom4j.report.html.Html.element;
import static org.fathom4j.report.html.Html.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.dashboard.run.RunState;
import org.fathom4j.dashboard.run.RunSummary;
import org.fathom4j.report.analysis.Numbers;

/**
 * The list of runs.
 *
 * @param store where they lie
 * @param runs newest first
 * @param version of the list
 * @param state the only one shown, where one is chosen
 * @param words that a run must have in its name, question or answer
 */
public record RunListPage(
    String store, List<RunSummary> runs, String version, Optional<RunState> state, String words) {
  /** Where changes of the list are told of. */
  public static final String EVENTS = "/events";

  private static final DateTimeFormatter STARTED =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ROOT);

  /** The page. */
  public String html() {
    List<RunSummary> shown = runs.stream().filter(this::isShown).toList();
    String content =
        element("h1", "Runs")
            + element("p class=\"muted\"", text("in " + store))
            + filters()
            + (shown.isEmpty() ? nothing() : table(shown));
    return Layout.page("Fathom4j runs", List.of(), Layout.live(EVENTS, version), content);
  }

  private boolean isShown(RunSummary run) {
    String all =
        (run.name() + " " + run.preset() + " " + run.question() + " " + run.answer())
            .toLowerCase(Locale.ROOT);
    return state.map(wanted -> wanted == run.state()).orElse(true)
        && all.contains(words.strip().toLowerCase(Locale.ROOT));
  }

  private String nothing() {
    String why =
        runs.isEmpty()
            ? "No run is stored here yet. One that starts appears by itself: ./fathom run EXPERIMENT.yaml"
            : "No run is like that.";
    return element("p class=\"empty\"", text(why));
  }

  private String filters() {
    Map<RunState, Integer> counts = new EnumMap<>(RunState.class);
    runs.forEach(run -> counts.merge(run.state(), 1, Integer::sum));
    StringBuilder tabs = new StringBuilder(tab("", "all", runs.size(), state.isEmpty()));
    counts.forEach(
        (each, count) ->
            tabs.append(tab(each.word(), each.word(), count, state.equals(Optional.of(each)))));
    String search =
        "<input type=\"search\" name=\"q\" aria-label=\"Words\" placeholder=\"Words\" value=\""
            + text(words)
            + "\">"
            + state.map(s -> Layout.hidden("state", s.word())).orElse("")
            + element("button", "Filter");
    return element(
        "div class=\"filters\"",
        element("nav class=\"tabs\" aria-label=\"State\"", tabs.toString())
            + element("form method=\"get\" action=\"/\" role=\"search\" data-filter", search));
  }

  private String tab(String value, String words, int count, boolean current) {
    Link link = new Link("/").with("state", value).with("q", this.words);
    return element(
        "a href=\"" + link.html() + "\"" + (current ? " aria-current=\"true\"" : ""),
        text(words) + " " + element("span class=\"count\"", Numbers.count(count)));
  }

  private static String table(List<RunSummary> runs) {
    StringBuilder rows = new StringBuilder("\n");
    runs.forEach(run -> rows.append(row(run)));
    String head = "";
    for (String title : List.of("State", "Experiment", "Answer", "Trials", "Started", "Time")) {
      head += "<th scope=\"col\" role=\"columnheader\">" + title + "</th>";
    }
    return element(
        "table class=\"runs\" role=\"table\" aria-label=\"Runs, newest first\"",
        element("thead role=\"rowgroup\"", element("tr role=\"row\"", head))
            + element("tbody role=\"rowgroup\"", rows.toString()));
  }

  private static String row(RunSummary run) {
    String name = text(run.name());
    String preset =
        run.preset().isEmpty() ? "" : " " + element("span class=\"preset\"", text(run.preset()));
    String link =
        run.state() == RunState.DAMAGED
            ? name
            : element("a href=\"" + Address.run(run.key()) + "\"", name + preset);
    String question =
        run.question().isEmpty() ? "" : element("p class=\"question\"", text(run.question()));
    return element(
        "tr role=\"row\" data-key=\"" + text(run.key()) + "\"",
        cell("state", Pill.of(run.state()))
            + element("th scope=\"row\" role=\"rowheader\" class=\"experiment\"", link + question)
            + cell("answer", text(run.answer()))
            + cell("trials", trials(run))
            + cell("started", started(run.startedMillis()))
            + cell("time", run.seconds() > 0 ? text(Numbers.duration(run.seconds())) : ""));
  }

  private static String cell(String style, String content) {
    return element("td role=\"cell\" class=\"" + style + "\"", content);
  }

  private static String trials(RunSummary run) {
    if (run.planned() == 0) {
      return "";
    }
    String words = Numbers.count(run.ended()) + " of " + Numbers.count(run.planned());
    return element("span", words + "<span class=\"narrow-only\"> trials</span>")
        + element(
            "progress max=\"%d\" value=\"%d\" aria-hidden=\"true\""
                .formatted(run.planned(), run.ended()),
            "");
  }

  static String started(long millis) {
    if (millis <= 0) {
      return "";
    }
    Instant at = Instant.ofEpochMilli(millis);
    return element(
        "time datetime=\"" + at + "\"", STARTED.format(at.atZone(ZoneId.systemDefault())));
  }
}
