package org.fathom4j.report.html;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.html.PageContent.Block;
import org.fathom4j.report.html.PageContent.Markup;
import org.fathom4j.report.lesson.Lesson;

/** The page of a study without a sweep: pictures, known answers, tables, origin. */
final class StudyPage {
  private static final String FOOTER =
      "<p>Files beside this page: <a href=\"results.csv\">results.csv</a> (the known answers), "
          + "<a href=\"report.md\">report.md</a> (this page in short) and "
          + "<a href=\"report.json\">report.json</a> (the same, with words). Made by Fathom4j.</p>";

  private StudyPage() {}

  static PageContent content(SweepRecord run, Lesson lesson) {
    List<Block> blocks = new ArrayList<>(LessonSections.missed(lesson));
    blocks.addAll(LessonSections.blocks(lesson));
    blocks.add(new Markup(OriginSections.ofStudy(run)));
    return new PageContent(
        run.name() + ": " + lesson.answer(),
        SweepPage.kicker(run),
        run.question().isEmpty() ? run.name() : run.question(),
        lesson.answer(),
        lesson.explanation(),
        List.of(
            LessonSections.fact(lesson),
            Numbers.duration(run.seconds()),
            run.provenance().device()),
        blocks,
        FOOTER);
  }
}
