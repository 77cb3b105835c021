package org.fathom4j.scoring;

import org.fathom4j.data.Batch;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;

/** Labels and outputs of tests. */
final class Given {
  private static final FeatureShape NONE = new FeatureShape.Vector(0);

  private Given() {}

  static Batch batch(Target target, float... labels) {
    return new Batch(new float[0], labels, labels.length / target.width(), NONE, target);
  }

  /** A scoring of classes that was given these. */
  static ClassScoring classes(Loss loss, int[] labels, float[]... outputs) {
    int classes = outputs[0].length;
    ClassScoring scoring = new ClassScoring(classes, loss);
    Target.Classes target = new Target.Classes(java.util.Collections.nCopies(classes, "c"));
    for (int i = 0; i < labels.length; i++) {
      float[] label = new float[classes];
      label[labels[i]] = 1;
      scoring.add(batch(target, label), outputs[i]);
    }
    return scoring;
  }
}
