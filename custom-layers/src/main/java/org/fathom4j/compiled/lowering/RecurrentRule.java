package org.fathom4j.compiled.lowering;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.params.GravesBidirectionalLSTMParamInitializer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.LastRun;
import org.fathom4j.compiled.graph.Recurrence;
import org.fathom4j.compiled.graph.Recurrence.Cell;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.StepPooling;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Tensor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * LSTM, GravesLSTM, GravesBidirectionalLSTM and SimpleRnn, and of them within a LastTimeStep what
 * the last step makes. The network keeps weights as columns, one after another, those of each part
 * of a cell together.
 */
@SuppressWarnings("deprecation") // Two of them are, and networks have them.
final class RecurrentRule implements LayerRule {
  private static final Map<Class<?>, Cell> SIMPLE =
      Map.of(
          ActivationTanH.class, Cell.TANH,
          ActivationSigmoid.class, Cell.SIGMOID,
          ActivationReLU.class, Cell.RELU);

  /** By which names a layer has the weights of one direction. */
  record Names(String input, String recurrent, String bias) {
    static final Names PLAIN =
        new Names(
            LSTMParamInitializer.INPUT_WEIGHT_KEY,
            LSTMParamInitializer.RECURRENT_WEIGHT_KEY,
            LSTMParamInitializer.BIAS_KEY);
    private static final Names FORWARDS =
        new Names(
            GravesBidirectionalLSTMParamInitializer.INPUT_WEIGHT_KEY_FORWARDS,
            GravesBidirectionalLSTMParamInitializer.RECURRENT_WEIGHT_KEY_FORWARDS,
            GravesBidirectionalLSTMParamInitializer.BIAS_KEY_FORWARDS);
    private static final Names BACKWARDS =
        new Names(
            GravesBidirectionalLSTMParamInitializer.INPUT_WEIGHT_KEY_BACKWARDS,
            GravesBidirectionalLSTMParamInitializer.RECURRENT_WEIGHT_KEY_BACKWARDS,
            GravesBidirectionalLSTMParamInitializer.BIAS_KEY_BACKWARDS);

    Names behind(String prefix) {
      return new Names(prefix + input, prefix + recurrent, prefix + bias);
    }
  }

  @Override
  public Optional<String> obstacle(LayerSite site) {
    return obstacle(site.as(BaseRecurrentLayer.class));
  }

  /** Why a layer that runs along sequences has no compiled form, or nothing where it has one. */
  static Optional<String> obstacle(BaseRecurrentLayer layer) {
    return Sequences.obstacle(layer.getRnnDataFormat()).or(() -> functionObstacle(layer));
  }

  private static Optional<String> functionObstacle(BaseRecurrentLayer layer) {
    IActivation activation = layer.getActivationFn();
    if (layer instanceof SimpleRnn simple) {
      if (simple.hasLayerNorm()) {
        return Optional.of("layer normalization has no compiled form");
      }
      return SIMPLE.containsKey(activation.getClass())
          ? Optional.empty()
          : Optional.of(
              "activation %s has no compiled form here, only tanh, sigmoid and relu"
                  .formatted(activation));
    }
    IActivation gates = gates(layer);
    if (activation.getClass() != ActivationTanH.class) {
      return Optional.of(
          "activation %s has no compiled form here, only tanh".formatted(activation));
    }
    return gates.getClass() == ActivationSigmoid.class
        ? Optional.empty()
        : Optional.of("gate activation %s has no compiled form, only sigmoid".formatted(gates));
  }

  private static IActivation gates(BaseRecurrentLayer layer) {
    if (layer instanceof GravesBidirectionalLSTM both) {
      return both.getGateActivationFn();
    }
    return layer instanceof GravesLSTM graves
        ? graves.getGateActivationFn()
        : ((LSTM) layer).getGateActivationFn();
  }

  @Override
  public boolean countsSteps(LayerSite site) {
    return site.takesLastStep() && !(site.configuration() instanceof GravesBidirectionalLSTM);
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    if (site.takesLastStep()) {
      Optional<Tensor> counted = graph.takeCounted();
      if (counted.isPresent()) {
        return endOfRun(site, x, counted.get(), graph);
      }
    }
    Tensor y = steps(site, x, graph);
    return site.takesLastStep() ? Sequences.last(graph, y) : Sequences.ofSteps(graph, y);
  }

  /** Behind a step that does not count, Deeplearning4j begins with zeros again. */
  private static Tensor endOfRun(LayerSite site, Tensor x, Tensor mask, GraphBuilder graph) {
    Sequences.require(site, x);
    Tensor run = new LastRun().of(graph, Sequences.steps(graph, x), mask);
    Tensor y = steps(site, Sequences.ofSteps(graph, run), graph);
    return new StepPooling(StepPooling.Kind.END_OF_RUN).of(graph, y, mask);
  }

  private static Tensor steps(LayerSite site, Tensor x, GraphBuilder graph) {
    if (!(site.configuration() instanceof GravesBidirectionalLSTM)) {
      return along(site, Names.PLAIN, false, x, graph);
    }
    // Deeplearning4j heeds no dropout of this one.
    Tensor there = steps(site, Names.FORWARDS, false, x, graph);
    Tensor back = steps(site, Names.BACKWARDS, true, x, graph);
    return Sum.plain(2).of(graph, List.of(there, back));
  }

  /** What a layer makes of sequences, after dropout; step by step. */
  static Tensor along(LayerSite site, Names names, boolean reversed, Tensor x, GraphBuilder graph) {
    return steps(site, names, reversed, site.dropout(graph, x), graph);
  }

  private static Tensor steps(
      LayerSite site, Names names, boolean reversed, Tensor x, GraphBuilder graph) {
    Sequences.require(site, x);
    BaseRecurrentLayer layer = site.as(BaseRecurrentLayer.class);
    Images.requireChannels(site, x, layer.getNIn());
    return new Recurrence(cell(layer), reversed, graph.carrying())
        .of(graph, Sequences.steps(graph, x), weights(site, names, layer, graph));
  }

  private static Cell cell(BaseRecurrentLayer layer) {
    if (layer instanceof SimpleRnn) {
      Cell cell = SIMPLE.get(layer.getActivationFn().getClass());
      if (cell == null) {
        throw new IllegalStateException("no cell for " + layer.getActivationFn());
      }
      return cell;
    }
    return layer instanceof LSTM ? Cell.LSTM : Cell.PEEPHOLE_LSTM;
  }

  private static Recurrence.Weights weights(
      LayerSite site, Names names, BaseRecurrentLayer layer, GraphBuilder graph) {
    Cell cell = cell(layer);
    long outputs = layer.getNOut();
    long rows = cell.parts() * outputs;
    Optional<Tensor> peepholes =
        cell == Cell.PEEPHOLE_LSTM
            ? Optional.of(
                site.part(
                    graph, names.recurrent, Shape.of(Recurrence.GATES, outputs), rows * outputs))
            : Optional.empty();
    return new Recurrence.Weights(
        site.parameter(graph, names.input, Shape.of(rows, layer.getNIn())),
        site.part(graph, names.recurrent, Shape.of(rows, outputs), 0),
        site.parameter(graph, names.bias, Shape.of(rows)),
        peepholes);
  }
}
