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
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.lesson.Lesson;

/** The page of a sweep: figures, what a study adds, trials, statistics, origin. */
final class SweepPage {
  private static final String FOOTER =
      "<p>Files beside this page: <a href=\"results.csv\">results.csv</a> (every trial), "
          + "<a href=\"epochs.csv\">epochs.csv</a> (every epoch), "
          + "<a href=\"report.md\">report.md</a> (this page in short) and "
          + "<a href=\"report.json\">report.json</a> (the numbers above). Made by Fathom4j.</p>";

  private SweepPage() {}

  static PageContent content(
      Findings findings,
      SweepDrawings drawn,
      Optional<Lesson> lesson,
      Optional<Inspection> inspection) {
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
        blocks(findings, drawn, lesson, inspection),
        FOOTER);
  }

  private static List<Block> blocks(
      Findings findings,
      SweepDrawings drawn,
      Optional<Lesson> lesson,
      Optional<Inspection> inspection) {
    List<Block> blocks = new ArrayList<>();
    lesson.ifPresent(found -> blocks.addAll(LessonSections.missed(found)));
    drawn.figures().forEach(each -> blocks.add(Picture.of(each)));
    Exploration.of(findings).ifPresent(found -> blocks.add(new Explorer(found)));
    drawn.timeline().ifPresent(each -> blocks.add(Picture.of(each)));
    lesson.ifPresent(found -> blocks.addAll(LessonSections.blocks(found)));
    inspection.ifPresent(
        found ->
            blocks.addAll(
                InspectionSections.blocks(found, drawn.inside(), which(findings, found))));
    blocks.add(
        new Markup(
            TrialSections.html(findings)
                + StatisticsSection.html(findings)
                + SearchSection.html(findings)
                + OriginSections.html(findings.sweep())));
    return blocks;
  }

  private static String which(Findings findings, Inspection found) {
    String name = findings.labels().getOrDefault(found.trial(), "");
    return "Trial %s%s, the best by %s."
        .formatted(
            found.trial(), name.isEmpty() ? "" : " (" + name + ")", findings.sweep().objective());
  }

  static String kicker(SweepRecord sweep) {
    return sweep.name() + (sweep.preset().isEmpty() ? "" : " · " + sweep.preset());
  }
}
