package org.fathom4j.compiled.cuda.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.device.Memory;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.cuda.opencl.OpenClDevice;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.junit.jupiter.api.Test;

/**
 * A bias and a function behind a library's convolution, which no device without libraries asks for.
 */
class BiasedKernelTest {
  private static final int CHANNELS = 3;
  private static final int AREA = 35;
  private static final int ELEMENTS = 2 * CHANNELS * AREA;

  /** Tensors in memory, and nothing else. */
  private record Lying(Map<Tensor, Place> places) implements ElementKernel.Surroundings {
    @Override
    public Tensor root(Tensor tensor) {
      return tensor;
    }

    @Override
    public Optional<Place> place(Tensor tensor) {
      return Optional.ofNullable(places.get(tensor));
    }

    @Override
    public Place table() {
      throw new IllegalStateException("no table");
    }

    @Override
    public int factor(Optional<Factor> factor) {
      throw new IllegalStateException("no table");
    }

    @Override
    public int draw(Dropout dropout) {
      throw new IllegalStateException("no table");
    }
  }

  @Test
  void everyChannelHasItsBias() {
    assumeTrue(OpenClDevice.found(), "no OpenCL platform: pocl-opencl-icd has one for CPUs");
    FloatBuffer y = Floats.zeros(Shape.of(ELEMENTS)).buffer();
    FloatBuffer bias = Floats.zeros(Shape.of(CHANNELS)).buffer();
    for (int i = 0; i < ELEMENTS; i++) {
      y.put(i, (float) Math.sin(i));
    }
    bias.put(0, new float[] {0.5f, -0.25f, 0.125f});
    FloatBuffer answer = Floats.zeros(Shape.of(ELEMENTS)).buffer();
    GraphBuilder graph = new GraphBuilder(true);
    graph.enter("layer");
    Tensor written = graph.tensor("y", Shape.of(2, CHANNELS, 5, 7));
    Tensor biases = graph.tensor("b", Shape.of(CHANNELS));
    try (Device device = OpenClDevice.open();
        BuiltKernels kernels = new BuiltKernels(device);
        Memory onDevice = device.allocate(ELEMENTS * Float.BYTES);
        Memory biasOnDevice = device.allocate(CHANNELS * Float.BYTES)) {
      device.copyIn(y, Place.of(onDevice));
      device.copyIn(bias, Place.of(biasOnDevice));
      Call call =
          Functions.biased(new Activation(Activation.Function.RELU, 0.1, 0), biases, written);
      Map<Tensor, Place> places =
          Map.of(written, Place.of(onDevice), biases, Place.of(biasOnDevice));
      ElementKernel kernel = new ElementKernel(List.of(call), new Lying(places));
      device.launch(kernels.kernel(kernel), 1, kernel.arguments());
      device.copyOut(Place.of(onDevice), answer);
    }
    for (int i = 0; i < ELEMENTS; i++) {
      float sum = y.get(i) + bias.get(i / AREA % CHANNELS);
      assertThat(answer.get(i)).as("%d", i).isCloseTo(sum > 0 ? sum : 0.1f * sum, within(1e-6f));
    }
  }
}
