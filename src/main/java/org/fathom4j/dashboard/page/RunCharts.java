package org.fathom4j.dashboard.page;

import static org.fathom4j.report.html.Html.element;
import static org.fathom4j.report.html.Html.text;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.dashboard.run.TrialRow;
import org.fathom4j.dashboard.run.Words;

/** Places for the charts of a run; a script draws them, and the table says the same in numbers. */
record RunCharts(RunView run, TrialQuery query, List<TrialRow> found) {
  String html() {
    String metric = CurveJson.metric(run, query.metric());
    String curves = query.link(Address.run(run.key()) + "/curves").html();
    String search = Address.run(run.key()) + "/search";
    return element(
        "section class=\"charts\" aria-label=\"Charts\"",
        chart("curves", "Learning curves: " + Words.title(metric), curves, chooser(metric))
            + chart("search", "Trial by trial", search, "")
            + timeline());
  }

  private String timeline() {
    String src = Address.run(run.key()) + "/timeline";
    return run.journal().isEmpty() ? "" : chart("timeline", "What trained when", src, "");
  }

  static String chart(String kind, String title, String src, String controls) {
    String head = element("div class=\"chart-head\"", element("h2", text(title)) + controls);
    String area =
        "<div class=\"plot\" data-chart=\"%s\" data-src=\"%s\" tabindex=\"0\" role=\"group\" aria-roledescription=\"chart\" aria-label=\"%s\"></div>\n"
            .formatted(kind, src, text(title));
    return element(
        "figure id=\"chart-" + kind + "\"",
        head
            + area
            + "<ul class=\"legend\"></ul>\n<p class=\"readout\" aria-live=\"polite\"></p>\n"
            + element(
                "noscript", element("p class=\"muted\"", "Drawn where scripts are allowed.")));
  }

  private String chooser(String metric) {
    Set<String> names = new TreeSet<>();
    run.trials().forEach(trial -> names.addAll(trial.curves().names()));
    StringBuilder options = new StringBuilder();
    for (String name : names) {
      options.append(
          element(
              "option value=\"%s\"%s".formatted(text(name), name.equals(metric) ? " selected" : ""),
              text(Words.title(name))));
    }
    String kept =
        query.link("").with("metric", "").query().entrySet().stream()
            .map(each -> Layout.hidden(each.getKey(), each.getValue()))
            .reduce("", String::concat);
    return element(
        "form method=\"get\" action=\"" + Address.run(run.key()) + "\" data-choose",
        element("select name=\"metric\" aria-label=\"Metric\"", options.toString())
            + kept
            + element("button", "Show"));
  }
}
