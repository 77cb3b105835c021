package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.evaluation.regression.RegressionEvaluation.Metric;

/** Compares what evaluations say of outputs that are equal within rounding. */
final class Figures {
  private Figures() {}

  static void same(IEvaluation<?> expected, IEvaluation<?> actual) {
    if (expected instanceof RegressionEvaluation numbers) {
      for (Metric metric : Metric.values()) {
        double score = numbers.scoreForMetric(metric);
        // The correlation of outputs that hardly differ is mostly rounding.
        double size = Double.isFinite(score) ? Math.max(1, Math.abs(score)) : 1;
        double rounding = metric == Metric.PC ? 1e-2 : 1e-4 * size;
        assertThat(((RegressionEvaluation) actual).scoreForMetric(metric))
            .as(metric.name())
            .isCloseTo(score, within(rounding));
      }
    } else if (expected instanceof ROC curve) {
      assertThat(((ROC) actual).calculateAUC()).isCloseTo(curve.calculateAUC(), within(1e-6));
    } else if (expected instanceof ROCMultiClass curves) {
      assertThat(((ROCMultiClass) actual).calculateAverageAUC())
          .isCloseTo(curves.calculateAverageAUC(), within(1e-6));
    } else {
      assertThat(actual.stats()).isEqualTo(expected.stats());
    }
  }
}
