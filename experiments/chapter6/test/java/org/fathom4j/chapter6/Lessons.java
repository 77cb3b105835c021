package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fathom4j.config.Options;
import org.fathom4j.problem.Problem;
import org.fathom4j.problem.Problems;
import org.fathom4j.report.chart.Draughtsman;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.Study;
import org.fathom4j.study.registry.StudyRegistry;
import org.fathom4j.verdict.KnownAnswer;

/** What must hold of every study's options and lesson. */
final class Lessons {
  private Lessons() {}

  /** Nothing known is missed, ids differ, and the pictures can be read at both widths. */
  static void check(Lesson lesson) {
    assertThat(lesson.missed()).isEmpty();
    assertThat(lesson.knownAnswers()).isNotEmpty();
    assertThat(ids(lesson.knownAnswers())).doesNotHaveDuplicates();
    assertThat(lesson.answer()).endsWith(".").doesNotContain("NaN");
    assertThat(lesson.exhibits()).hasSizeBetween(1, 3);
    for (Exhibit exhibit : lesson.exhibits()) {
      for (int width : new int[] {328, 860}) {
        String name = exhibit.figure().caption().id() + " at " + width;
        assertThat(Draughtsman.draw(exhibit.figure(), width).misplaced()).as(name).isEmpty();
      }
    }
  }

  /** The ids of known answers. */
  static List<String> ids(List<KnownAnswer> answers) {
    return answers.stream().map(KnownAnswer::id).toList();
  }

  /** The study of that name with its options. */
  static Study read(String name, Map<String, ?> values, Problems problems) {
    try (Options options = Options.of(values, "study." + name, problems)) {
      return StudyRegistry.load().find(name).orElseThrow().read(options);
    }
  }

  /** What is wrong with these options. */
  static List<String> problems(String name, Map<String, ?> values) {
    Problems problems = new Problems();
    read(name, values, problems);
    return problems.all().stream().map(Problem::toString).toList();
  }
}
