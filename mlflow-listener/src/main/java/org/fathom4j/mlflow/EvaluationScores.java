package org.fathom4j.mlflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.classification.ROCBinary;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.evaluation.regression.RegressionEvaluation;

/** The numbers of Deeplearning4j's evaluations, by the names that scikit-learn gave them. */
final class EvaluationScores {
  private EvaluationScores() {}

  /** None where the kind is not known. */
  static Map<String, Double> of(IEvaluation<?> evaluation) {
    Map<String, Double> scores = new LinkedHashMap<>();
    if (evaluation instanceof Evaluation classes) {
      scores.put("accuracy", classes.accuracy());
      scores.put("precision", classes.precision());
      scores.put("recall", classes.recall());
      scores.put("f1", classes.f1());
    } else if (evaluation instanceof RegressionEvaluation numbers) {
      scores.put("mae", numbers.averageMeanAbsoluteError());
      scores.put("mse", numbers.averageMeanSquaredError());
      scores.put("rmse", numbers.averagerootMeanSquaredError());
      scores.put("r2", numbers.averageRSquared());
    } else if (evaluation instanceof ROC roc) {
      scores.put("auc", roc.calculateAUC());
      scores.put("auprc", roc.calculateAUCPR());
    } else if (evaluation instanceof ROCMultiClass roc) {
      scores.put("auc", roc.calculateAverageAUC());
      scores.put("auprc", roc.calculateAverageAUCPR());
    } else if (evaluation instanceof ROCBinary roc) {
      scores.put("auc", roc.calculateAverageAuc());
      scores.put("auprc", roc.calculateAverageAUCPR());
    } else if (evaluation instanceof EvaluationBinary binary) {
      scores.put("accuracy", binary.averageAccuracy());
      scores.put("f1", binary.averageF1());
    }
    return scores;
  }
}
