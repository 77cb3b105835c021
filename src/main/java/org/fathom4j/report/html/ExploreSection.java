package org.fathom4j.report.html;

import org.fathom4j.report.explore.Exploration;
import org.fathom4j.report.explore.ExplorationJson;

/**
 * Charts of every trial, to brush and filter. A script draws them; without one, the section stays
 * hidden and the page is complete.
 */
final class ExploreSection {
  private ExploreSection() {}

  static String html(Exploration exploration) {
    String content =
        """

        <h2 id="explore-title">Explore</h2>
        <p class="note">Drag along an axis to keep the trials between; what is left out leaves every
        figure and the table of trials. Point at a line or a dot for its trial.</p>
        <div class="tools">
        <label>Colour <select id="colour"></select></label>
        <button type="button" id="keep-all">Keep all</button>
        <output id="kept" aria-live="polite"></output>
        </div>
        <div id="networks" role="group" aria-label="Networks"></div>
        <div class="scroll" id="parallel" role="region" tabindex="0" aria-label="Parallel axes"></div>
        <div class="pair">
        <div>
        <div class="tools">
        <label>Across <select id="x"></select></label>
        <label><input type="checkbox" id="log-x">log</label>
        <label>Up <select id="y"></select></label>
        <label><input type="checkbox" id="log-y">log</label>
        </div>
        <div id="scatter"></div>
        <p class="note" id="front"></p>
        </div>
        <div>
        <div id="curves"></div>
        <p class="note" id="curves-note"></p>
        </div>
        </div>
        <p class="unseen" id="pointed" aria-live="polite"></p>
        """;
    return Html.element(
            "section id=\"explore\" class=\"explore\" aria-labelledby=\"explore-title\" hidden",
            content)
        + "<script type=\"application/json\" id=\"exploration\">"
        + ExplorationJson.of(exploration)
        + "</script>\n";
  }
}
