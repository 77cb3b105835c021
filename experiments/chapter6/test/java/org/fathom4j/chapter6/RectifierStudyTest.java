package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataSplit;
import org.fathom4j.event.EventOrder;
import org.fathom4j.experiment.Preparation;
import org.fathom4j.experiment.PreparedSweep;
import org.fathom4j.experiment.RunOptions;
import org.fathom4j.experiment.SweepResult;
import org.fathom4j.experiment.SweepRunner;
import org.fathom4j.experiment.Workers;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.report.chart.Draughtsman;
import org.fathom4j.report.chart.Shape;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.fathom4j.study.StudyContext.FinishedSweep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Kinds of rectifiers, on a small sweep of generated house numbers. */
final class RectifierStudyTest {
  private static final String SWEEP =
      """
      name: rectifiers
      question: Which rectifier?
      data: {name: street-numbers, train: 200, validation: 40, test: 60}
      network:
        - convolution: {when: '${unit == "relu"}', channels: 6, stride: 2, activation: relu}
        - convolution: {when: '${unit == "abs"}', channels: 6, stride: 2, activation: absolute}
        - convolution: {when: '${unit == "prelu"}', channels: 6, stride: 2, activation: identity}
        - parametric-rectifier: {when: '${unit == "prelu"}'}
        - maxout-convolution: {when: '${unit == "maxout-3"}', channels: 6, stride: 2, pieces: 3}
        - pooling: {window: 4}
        - output
      training: {epochs: 2, batch: 20, optimizer: {adam: {rate: 0.01}}, bias-init: "${bias}"}
      sweep:
        space: {unit: [relu, abs, prelu, maxout-3], bias: [0, 0.1]}
        seeds: 1
      """;

  @TempDir Path folder;

  @Test
  void looksAtEveryNetworkOfASweep() {
    StudyContext context = context(SWEEP);
    Lesson lesson = new RectifierStudy(1, 60).run(context);
    assertThat(Lessons.ids(lesson.knownAnswers()))
        .containsExactly(
            "units/trained",
            "units/learn",
            "units/same",
            "units/sloping",
            "dead/others",
            "prelu/moved");
    // So short a training need not reach twice the chance.
    assertThat(Lessons.ids(lesson.missed())).isSubsetOf("units/learn");
    assertThat(lesson.tables().get(0).rows()).hasSize(8);
    assertThat(lesson.tables().get(1).rows()).hasSize(1);
    assertThat(lesson.exhibits()).hasSize(3);
    for (Exhibit exhibit : lesson.exhibits()) {
      for (int width : new int[] {328, 860}) {
        assertThat(Draughtsman.draw(exhibit.figure(), width).misplaced())
            .as(exhibit.figure().caption().id())
            .isEmpty();
      }
    }
    assertThat(Draughtsman.draw(lesson.exhibits().get(0).figure(), 328).texts())
        .extracting(Shape.Text::text)
        .contains("relu", "abs", "prelu", "maxout-3");
    assertThat(Lessons.ids(new RectifierStudy(0, 10).run(context).missed())).contains("units/same");
  }

  @Test
  void withoutASweepItSaysWhatItNeeds() {
    assertThatThrownBy(() -> new RectifierStudy(1, 10).run(StudyContext.alone()))
        .isInstanceOf(ExperimentException.class)
        .hasMessageContaining("a sweep over 'unit'");
  }

  @Test
  void aUnitThatIsCutOffForEveryExampleIsDead() {
    MultiLayerNetwork network =
        Nets.build(
            1,
            DataType.FLOAT,
            new NoOp(),
            Nets.dense(2, 3, Activation.RELU),
            Nets.output(3, 1, new ActivationIdentity(), new LossMSE()));
    Nets.set(network, 0, new double[][] {{1, 1, 0}, {0, 0, 0}}, 0, -100, 5);
    NoisyPatterns examples = new NoisyPatterns(2, 50, 1, 1);
    // The second never gets above 0, the third always says 5.
    assertThat(HiddenUnits.count(network, examples))
        .containsExactly(new HiddenUnits.Count(0, 3, true, 2));
    assertThat(HiddenUnits.fixedSlope(network)).hasValue(0);
  }

  /** What is drawn from the weights is what the layer itself says of points on the line. */
  @Test
  void shapesAreWhatTheMaxoutLayerSays() {
    MultiLayerNetwork network =
        Nets.build(
            3,
            DataType.DOUBLE,
            new NoOp(),
            new Maxout.Builder().nIn(4).nOut(2).pieces(3).build(),
            Nets.output(2, 1, new ActivationIdentity(), new LossMSE()));
    Nd4j.getRandom().setSeed(1);
    network.getParam("0_b").assign(Nd4j.randn(DataType.DOUBLE, network.getParam("0_b").shape()));
    INDArray inputs = Nd4j.randn(DataType.DOUBLE, 20, 4);
    MaxoutShapes shapes = MaxoutShapes.read(network, 0, inputs);
    for (int unit = 0; unit < 2; unit++) {
      double[] direction = shapes.direction(unit);
      assertThat(Landscape.dot(direction, direction)).isCloseTo(1, within(1e-12));
      for (double at : new double[] {-2, -0.3, 0, 1, 4}) {
        INDArray place = Nd4j.createFromArray(new double[][] {direction}).mul(at);
        double said = network.feedForwardToLayer(0, place).get(1).getDouble(0, unit);
        assertThat(shapes.says(unit, direction, at)).isCloseTo(said, within(1e-12));
      }
    }
  }

  @Test
  void aNegativeGapIsRefused() {
    assertThat(Lessons.problems("rectifiers", Map.of("gap", -1)))
        .containsExactly("study.rectifiers.gap: must be a number from 0 to 1, got -1");
  }

  private StudyContext context(String text) {
    ExperimentFile file =
        ExperimentFile.parse(text, Path.of("rectifiers.yaml"), Optional.empty(), List.of());
    DataPlaces places = DataPlaces.of(Map.of("FATHOM_CACHE", folder.toString()), folder, true);
    PreparedSweep sweep = Preparation.of(file, places);
    Path store = folder.resolve("out");
    RunOptions options =
        new RunOptions(
            store,
            false,
            Workers.inThisProcess(1),
            Optional.empty(),
            "./fathom run rectifiers.yaml",
            "",
            RunOptions.CHECKPOINTS);
    SweepResult result = new SweepRunner(sweep, options, new EventOrder(), () -> false).run();
    DataSplit data = sweep.trials().get(0).data().load();
    return new StudyContext(
        line -> {}, () -> false, Optional.of(new FinishedSweep(result.record(), store, data)));
  }
}
