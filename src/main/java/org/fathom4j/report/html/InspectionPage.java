package org.fathom4j.report.html;

import java.util.List;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.lesson.Exhibit;

/** The page of one network on one data set. */
final class InspectionPage {
  private static final String FOOTER =
      "<p>Beside this page: <a href=\"predictions.csv\">predictions.csv</a> (every example)."
          + " Made by Fathom4j.</p>";

  private InspectionPage() {}

  static PageContent content(
      Inspection found, List<Exhibit> figures, String network, String data, String score) {
    return new PageContent(
        network + ": " + score,
        network,
        "What does " + network + " make of " + data + "?",
        score,
        "",
        List.of(Numbers.count(found.test().wrong()) + " wrong answers"),
        InspectionSections.blocks(found, figures, ""),
        FOOTER);
  }
}
