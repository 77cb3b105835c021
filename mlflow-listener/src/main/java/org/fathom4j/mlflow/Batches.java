package org.fathom4j.mlflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.mlflow.client.InputExample;
import org.fathom4j.mlflow.client.Tensor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network is fed with, as its first batch shows.
 *
 * @param size examples in a batch; 0 where it does not tell
 * @param inputs one for each input of the network
 * @param outputs one for each output
 * @param examples the first of the batch, one for each input
 */
record Batches(long size, List<Tensor> inputs, List<Tensor> outputs, List<InputExample> examples) {
  /** Of what was not seen. */
  static final Batches UNKNOWN = new Batches(0, List.of(), List.of(), List.of());

  /** To be asked during an iteration: afterwards a network forgets its batch. */
  static Batches of(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      return of(
          List.of("input"),
          array(network.getInput()),
          List.of("output"),
          array(network.getLabels()));
    }
    if (model instanceof ComputationGraph graph) {
      return of(
          graph.getConfiguration().getNetworkInputs(),
          graph.getInputs(),
          graph.getConfiguration().getNetworkOutputs(),
          labels(graph));
    }
    return UNKNOWN;
  }

  private static @Nullable INDArray[] labels(ComputationGraph graph) {
    @Nullable INDArray[] labels = new INDArray[graph.getNumOutputArrays()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] =
          graph.getOutputLayer(i) instanceof BaseOutputLayer<?> layer ? layer.getLabels() : null;
    }
    return labels;
  }

  private static @Nullable INDArray @Nullable [] array(@Nullable INDArray one) {
    return new INDArray[] {one};
  }

  private static Batches of(
      List<String> inputNames,
      @Nullable INDArray @Nullable [] inputs,
      List<String> outputNames,
      @Nullable INDArray @Nullable [] outputs) {
    List<Tensor> in = tensors(inputNames, inputs);
    List<Tensor> out = tensors(outputNames, outputs);
    boolean whole = in.size() == inputNames.size() && out.size() == outputNames.size();
    INDArray first = inputs == null || inputs.length == 0 ? null : inputs[0];
    return whole && first != null
        ? new Batches(first.size(0), in, out, examples(inputNames, inputs))
        : new Batches(first == null ? 0 : first.size(0), List.of(), List.of(), List.of());
  }

  private static List<InputExample> examples(
      List<String> names, @Nullable INDArray @Nullable [] arrays) {
    List<InputExample> examples = new ArrayList<>();
    for (int i = 0; arrays != null && i < Math.min(arrays.length, names.size()); i++) {
      INDArray array = arrays[i];
      if (array != null) {
        List<Long> shape = new ArrayList<>(Arrays.stream(array.shape()).boxed().toList());
        shape.set(0, 1L);
        examples.add(new InputExample(names.get(i), shape, numbers(array.slice(0).dup('c'))));
      }
    }
    return examples;
  }

  private static List<? extends Number> numbers(INDArray array) {
    return switch (array.dataType()) {
      case DOUBLE -> Arrays.stream(array.data().asDouble()).boxed().toList();
      case INT, LONG, BOOL, UBYTE -> Arrays.stream(array.data().asLong()).boxed().toList();
      default -> {
        List<Float> numbers = new ArrayList<>();
        for (float number : array.data().asFloat()) {
          numbers.add(number);
        }
        yield numbers;
      }
    };
  }

  private static List<Tensor> tensors(List<String> names, @Nullable INDArray @Nullable [] arrays) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; arrays != null && i < Math.min(arrays.length, names.size()); i++) {
      INDArray array = arrays[i];
      if (array != null) {
        List<Long> shape = Arrays.stream(array.shape()).boxed().toList();
        tensors.add(Tensor.ofExamples(names.get(i), type(array), shape));
      }
    }
    return tensors;
  }

  private static String type(INDArray array) {
    return switch (array.dataType()) {
      case DOUBLE -> "float64";
      case HALF -> "float16";
      case INT -> "int32";
      case LONG -> "int64";
      case BOOL -> "bool";
      case UBYTE -> "uint8";
      default -> "float32";
    };
  }
}
