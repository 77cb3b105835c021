package org.fathom4j.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.explore.Exploration;
import org.fathom4j.report.html.PageContent.Block;
import org.fathom4j.report.html.PageContent.Explorer;
import org.fathom4j.report.html.PageContent.Markup;
import org.fathom4j.report.html.PageContent.Picture;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.lesson.Lesson;

/** The page of a sweep: figures, what a study adds, trials, statistics, origin. */
final class SweepPage {
  private static final String FOOTER =
      "<p>Files beside this page: <a href=\"results.csv\">results.csv</a> (every trial) and "
          + "<a href=\"report.json\">report.json</a> (the numbers above). Made by Fathom4j.</p>";

  private SweepPage() {}

  static PageContent content(Findings findings, List<Exhibit> drawn, Optional<Lesson> lesson) {
    SweepRecord sweep = findings.sweep();
    String answer =
        lesson.map(Lesson::answer).filter(text -> !text.isEmpty()).orElse(findings.answer());
    return new PageContent(
        sweep.name() + ": " + answer,
        kicker(sweep),
        sweep.question().isEmpty() ? sweep.name() : sweep.question(),
        answer,
        lesson.map(Lesson::explanation).orElse(""),
        List.of(
            sweep.data().title(),
            findings.completeTrials() + " of " + sweep.plannedTrials() + " trials complete",
            lesson.map(LessonSections::fact).orElse(""),
            Numbers.duration(sweep.seconds()),
            sweep.provenance().device()),
        blocks(findings, drawn, lesson),
        FOOTER);
  }

  private static List<Block> blocks(
      Findings findings, List<Exhibit> drawn, Optional<Lesson> lesson) {
    List<Block> blocks = new ArrayList<>();
    drawn.forEach(each -> blocks.add(Picture.of(each)));
    Exploration.of(findings).ifPresent(found -> blocks.add(new Explorer(found)));
    lesson.ifPresent(found -> blocks.addAll(LessonSections.blocks(found)));
    blocks.add(
        new Markup(
            TrialSections.html(findings)
                + StatisticsSection.html(findings)
                + SearchSection.html(findings)
                + OriginSections.html(findings.sweep())));
    return blocks;
  }

  static String kicker(SweepRecord sweep) {
    return sweep.name() + (sweep.preset().isEmpty() ? "" : " · " + sweep.preset());
  }
}
