package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fathom4j.chapter6.Landscape.Kind;
import org.fathom4j.chapter6.Landscape.Sample;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.junit.jupiter.api.Test;

/** Fixed features against learned ones. */
final class FeaturesStudyTest {
  @Test
  void aSmallComparisonHoldsWhatIsKnown() {
    Lessons.check(
        new FeaturesStudy(List.of(4), List.of(16, 64), List.of(16), 1, 600, 1500)
            .run(StudyContext.alone()));
  }

  @Test
  void withoutTrainingLearnedFeaturesAreNoBetter() {
    Lesson lesson =
        new FeaturesStudy(List.of(4), List.of(16, 64), List.of(16), 1, 300, 1)
            .run(StudyContext.alone());
    assertThat(Lessons.ids(lesson.missed())).contains("wave/4/ratio", "wave/4/direction");
  }

  /** 4 x + 2 y = 8, 2 x + 3 y = 8: x = 1, y = 2. */
  @Test
  void symmetricSystemsAreSolved() {
    double[] solution = Cholesky.solve(new double[][] {{4, 0}, {2, 3}}, new double[] {8, 8});
    assertThat(solution).containsExactly(new double[] {1, 2}, within(1e-12));
    assertThatThrownBy(() -> Cholesky.solve(new double[][] {{0}}, new double[] {1}))
        .hasMessageContaining("not positive");
  }

  /** A function that is itself made of the bumps is found again. */
  @Test
  void theReadOutFindsTheWeightsBehindTheData() {
    Sample places = new Landscape(Kind.HILLS, 2).draw(200, 0, 1);
    double[][] centres = {{-0.5, 0}, {0.5, 0.5}};
    RadialFeatures truth = new RadialFeatures(centres, 0.4, new double[] {2, -3, 0.5});
    Sample sample = new Sample(places.places(), truth.answers(places.places()));
    RadialFeatures fitted = RadialFeatures.fit(centres, 0.4, sample);
    assertThat(fitted.readOut()).containsExactly(new double[] {2, -3, 0.5}, within(1e-4));
  }

  @Test
  void centresAreTheMiddlesOfClusters() {
    double[][] places = {{-1, 0}, {-1.2, 0}, {-0.8, 0}, {1, 0.2}, {1, -0.2}};
    double[][] centres = RadialFeatures.centres(places, 2, 4);
    assertThat(List.of(centres[0][0], centres[1][0])).containsExactlyInAnyOrder(-1.0, 1.0);
  }

  @Test
  void waveDirectionsHaveLengthOne() {
    double[] direction = new Landscape(Kind.WAVE, 6).direction();
    assertThat(Landscape.dot(direction, direction)).isCloseTo(1, within(1e-12));
    double[] further = direction.clone();
    Arrays.setAll(further, i -> 0.1 + direction[i]);
    // One wave length along the direction gives the same value.
    double[] here = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    assertThat(new Landscape(Kind.WAVE, 6).at(further))
        .isCloseTo(new Landscape(Kind.WAVE, 6).at(here), within(1e-12));
  }

  @Test
  void oneInputIsRefused() {
    assertThat(Lessons.problems("features", Map.of("inputs", List.of(1)))).hasSize(1);
  }
}
