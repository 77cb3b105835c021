package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.junit.jupiter.api.Test;

/** Width and universal approximation. */
final class WidthStudyTest {
  @Test
  void twoWidthsHoldWhatIsKnown() {
    Lessons.check(new WidthStudy(List.of(2, 16), 3, 2500, 0.02).run(StudyContext.alone()));
  }

  @Test
  void withoutTrainingWidthDoesNotHelp() {
    Lesson lesson = new WidthStudy(List.of(2, 16), 3, 1, 1e-6).run(StudyContext.alone());
    assertThat(Lessons.ids(lesson.missed())).contains("trained/wider");
  }

  /** At the ends of its pieces the built network is exact, in their middles a chord. */
  @Test
  void theBuiltNetworkJoinsUpTheTarget() {
    double[] places = {0, 0.125, 0.1875, 0.25, 1};
    double[] said = WidthNets.answers(WidthNets.constructed(8), places);
    double[] wanted = {0, Math.sqrt(0.5), (1 + Math.sqrt(0.5)) / 2, 1, 0};
    assertThat(said).containsExactly(wanted, within(1e-12));
  }

  /** Middle of the piece that ends at the crest: sin(2π · 7/32) (1 − cos(π/16)) = 0.018846. */
  @Test
  void theLargestMissIsTheOneWorkedOut() {
    double miss = WidthNets.miss(WidthNets.constructed(16)).largest();
    assertThat(miss).isCloseTo(0.018846, within(2e-6));
  }

  @Test
  void everyUnitStartsWithItsBendInside() {
    assertThat(Arrays.stream(WidthNets.kinks(WidthNets.start(20, 3, 0.01, 10))).boxed())
        .allMatch(kink -> kink > -1e-6 && kink < 1 + 1e-6)
        .hasSize(20);
  }

  @Test
  void oneUnitIsRefused() {
    assertThat(Lessons.problems("width", Map.of("widths", List.of(1)))).hasSize(1);
  }
}
