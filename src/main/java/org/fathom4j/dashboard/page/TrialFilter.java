package org.fathom4j.dashboard.page;

import static org.fathom4j.report.html.Html.element;
import static org.fathom4j.report.html.Html.text;

import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Numbers;

/** What trials are shown: states to choose from, words, stars. */
record TrialFilter(RunView run, TrialQuery query) {
  String html() {
    Map<TrialState, Integer> counts = new TreeMap<>(run.counts());
    StringBuilder tabs = new StringBuilder(tab("", "all", run.trials().size()));
    counts.forEach((state, count) -> tabs.append(tab(Pill.word(state), Pill.word(state), count)));
    String here = Address.run(run.key());
    String fields =
        "<input type=\"search\" name=\"q\" aria-label=\"Words or conditions\" placeholder=\""
            + "depth&gt;3 relu\" value=\""
            + text(query.words())
            + "\">"
            + element(
                "label class=\"starred\"",
                "<input type=\"checkbox\" name=\"starred\" value=\"1\""
                    + (query.starred() ? " checked" : "")
                    + "> starred")
            + kept("state", query.state())
            + kept("sort", query.sort())
            + kept("metric", query.metric())
            + element("button", "Filter");
    return element(
        "div class=\"filters\"",
        element("nav class=\"tabs\" aria-label=\"State of trials\"", tabs.toString())
            + element(
                "form method=\"get\" action=\"" + here + "#trials\" role=\"search\" data-filter",
                fields));
  }

  private static String kept(String name, String value) {
    return value.isEmpty() ? "" : Layout.hidden(name, value);
  }

  private String tab(String value, String words, int count) {
    Link link = query.link(Address.run(run.key())).with("state", value);
    String current = query.state().equals(value) ? " aria-current=\"true\"" : "";
    return element(
        "a href=\"" + link.html() + "#trials\"" + current,
        text(words) + " " + element("span class=\"count\"", Numbers.count(count)));
  }
}
