package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code training.precision} in a real sweep. */
final class PrecisionTest {
  private static final String ROUNDED = SmallSweep.FILE.replace("engine: dl4j", "precision: bf16");

  @TempDir Path folder;

  private static boolean isNative() {
    return KernelLibrary.chosen().obstacle(Precision.BFLOAT16).isEmpty();
  }

  private List<TrialRecord> trained(String name, String yaml) {
    Path store = folder.resolve(name);
    new SmallSweep(store, progress -> {}).of(yaml).run(false);
    return SmallSweep.timeless(store);
  }

  @Test
  void trialsOfBfloat16SaySo_andLearnAlmostTheSame() {
    assumeTrue(isNative(), "this CPU has no instructions for bfloat16");
    List<TrialRecord> rounded = trained("rounded", ROUNDED);
    List<TrialRecord> exact = trained("exact", ROUNDED.replace("bf16", "float"));
    assertThat(rounded).allSatisfy(trial -> assertThat(trial.engine()).endsWith(", bf16"));
    assertThat(exact).noneSatisfy(trial -> assertThat(trial.engine()).contains("bf16"));
    assertThat(loss(rounded)).isNotEqualTo(loss(exact)).isCloseTo(loss(exact), within(0.1));
  }

  private static double loss(List<TrialRecord> trials) {
    return trials.get(0).epochs().get(0).metrics().getOrDefault(Metric.TRAIN_LOSS, Double.NaN);
  }

  @Test
  void whereItWouldBeEmulated_theExperimentIsRefusedWithItsLine() {
    assumeTrue(!isNative(), "this CPU has instructions for bfloat16");
    assertThatThrownBy(() -> SmallSweep.prepared(ROUNDED))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("training.precision")
        .hasMessageContaining("must be float here");
  }
}
