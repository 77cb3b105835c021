package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.fathom4j.compiled.form.FormedLayer;
import org.fathom4j.compiled.form.LayerForm;
import org.fathom4j.compiled.graph.Concatenation;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Tensor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A layer that brings its form as a service is compiled as those that are known. */
class LayerFormTest {
  private static final double TOLERANCE = 1e-3;

  private static Layer gate() {
    return new Gate.Builder().activation(Activation.SIGMOID).l2(1e-3).build();
  }

  private static MultiLayerNetwork around(NeuralNetConfiguration.Builder settings, Layer gate) {
    return Nets.vectors(
        settings,
        new DenseLayer.Builder().nOut(9).activation(Activation.TANH).build(),
        gate.clone(),
        new DenseLayer.Builder().nOut(7).activation(Activation.SOFTPLUS).build());
  }

  @Test
  void aLayerThatBringsItsForm_agreesWithItsOwnRun() {
    new Agreement(() -> around(Nets.settings(), gate()), TOLERANCE)
        .after(10, Nets.vectors(), Nets.labels());
  }

  @Test
  void dropoutOfSuchALayer_agreesWithItsOwnRun() {
    Layer dropping = gate();
    dropping.setIDropout(new SharedMask(0.7, 5));
    new Agreement(() -> around(Nets.settings(), dropping), TOLERANCE)
        .after(6, Nets.vectors(), Nets.labels());
  }

  @Test
  void suchALayerFrozen_agreesWithItsOwnRun() {
    new Agreement(() -> around(Nets.settings(), new FrozenLayerWithBackprop(gate())), TOLERANCE)
        .after(6, Nets.vectors(), Nets.labels());
  }

  @Test
  void suchALayerOfAGraph_agreesWithItsOwnRun() {
    ComputationGraph plain = around(Nets.settings(), gate()).toComputationGraph();
    ComputationGraph other = around(Nets.settings(), gate()).toComputationGraph();
    DataSet batch = new DataSet(Nets.vectors(), Nets.labels());
    try (CompiledGraph compiled = CompiledGraph.compile(other)) {
      for (int step = 0; step < 6; step++) {
        plain.fit(batch.copy());
        compiled.fit(batch);
      }
    }
    assertThat(other.params().distance2(plain.params())).isLessThan(TOLERANCE);
  }

  @Test
  void itsGradient_isTheDifferenceOfScores() {
    MultiLayerNetwork network = around(Nets.settings(), gate());
    MultiLayerNetwork exact = around(Nets.settings().dataType(DataType.DOUBLE), gate());
    INDArray start = network.params().dup();
    DataSet batch = new DataSet(Nets.vectors(), Nets.labels());
    List<INDArray> gradients = new ArrayList<>();
    network.addListeners(
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            gradients.add(model.gradient().gradient().dup());
          }
        });
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(batch);
    }
    new Differences(exact, Collections.nCopies(network.getnLayers(), true), batch)
        .areTheGradient("a gate", start, gradients.get(0));
  }

  @Test
  void withoutAForm_aLayerIsRefusedByName() {
    assertThatThrownBy(() -> CompiledNetwork.compile(around(Nets.settings(), new Unformed())))
        .isInstanceOf(NotCompilableException.class)
        .hasMessageContaining("layers of type " + Unformed.class.getName());
  }

  @Test
  void whatAFormHasNoAnswerTo_isRefusedWithItsReason() {
    Layer dropping = new Misformed();
    dropping.setIDropout(new SharedMask(0.7, 5));
    assertThatThrownBy(() -> CompiledNetwork.compile(around(Nets.settings(), dropping)))
        .isInstanceOf(NotCompilableException.class)
        .hasMessageContaining("1:Misformed: it drops nothing");
  }

  @Test
  void aFormOfOtherSizesThanItsLayer_isNamed() {
    MultiLayerNetwork network = around(Nets.settings(), new Misformed());
    assertThatThrownBy(() -> CompiledNetwork.compile(network))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("1:Misformed", MisformedForm.class.getName(), "1x18", "9");
  }

  @Test
  void theReadmeShowsTheForm() throws IOException {
    String source = Files.readString(Path.of("src/test/java/org/fathom4j/compiled/GateForm.java"));
    assertThat(Files.readString(Path.of("README.md")))
        .contains(source.substring(source.indexOf("public final class")).strip());
  }

  private static final class Unformed extends Gate {
    private static final long serialVersionUID = 1L;

    Unformed() {
      super(new Builder().activation(Activation.SIGMOID));
    }
  }

  private static final class Misformed extends Gate {
    private static final long serialVersionUID = 1L;

    Misformed() {
      super(new Builder().activation(Activation.SIGMOID));
    }
  }

  /** Twice as wide as it should be. */
  public static final class MisformedForm implements LayerForm {
    @Override
    public Class<? extends Layer> layer() {
      return Misformed.class;
    }

    @Override
    public Optional<String> obstacle(Layer configuration) {
      return configuration.getIDropout() == null
          ? Optional.empty()
          : Optional.of("it drops nothing");
    }

    @Override
    public Tensor lower(FormedLayer layer, Tensor x, GraphBuilder graph) {
      return new Concatenation().of(graph, List.of(x, x));
    }
  }
}
