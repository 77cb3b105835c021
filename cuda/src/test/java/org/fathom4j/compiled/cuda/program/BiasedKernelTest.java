package org.fathom4j.compiled.cuda.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.fathom4j.compiled.cuda.device.Argument.Real;
import org.fathom4j.compiled.cuda.device.Argument.Whole;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.device.Kernels;
import org.fathom4j.compiled.cuda.device.Memory;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.cuda.opencl.OpenClDevice;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Shape;
import org.junit.jupiter.api.Test;

/**
 * A bias and a function behind a library's convolution, which no device without libraries asks for.
 */
class BiasedKernelTest {
  private static final int CHANNELS = 3;
  private static final int AREA = 35;
  private static final int ELEMENTS = 2 * CHANNELS * AREA;

  @Test
  void everyChannelHasItsBias() {
    Optional<OpenClDevice> found = OpenClDevice.find();
    assumeTrue(found.isPresent(), "no OpenCL platform: pocl-opencl-icd has one for CPUs");
    FloatBuffer y = Floats.zeros(Shape.of(ELEMENTS)).buffer();
    FloatBuffer bias = Floats.zeros(Shape.of(CHANNELS)).buffer();
    for (int i = 0; i < ELEMENTS; i++) {
      y.put(i, (float) Math.sin(i));
    }
    bias.put(0, new float[] {0.5f, -0.25f, 0.125f});
    FloatBuffer answer = Floats.zeros(Shape.of(ELEMENTS)).buffer();
    try (Device device = found.orElseThrow();
        Kernels kernels = device.build(KernelSource.whole());
        Memory onDevice = device.allocate(ELEMENTS * Float.BYTES);
        Memory biasOnDevice = device.allocate(CHANNELS * Float.BYTES)) {
      device.copyIn(y, Place.of(onDevice));
      device.copyIn(bias, Place.of(biasOnDevice));
      device.launch(
          kernels.kernel("relu_biased"),
          1,
          List.of(
              new Whole(ELEMENTS),
              new Real(0.1f),
              new Real(0),
              new Whole(CHANNELS),
              new Whole(AREA),
              Place.of(biasOnDevice),
              Place.of(onDevice)));
      device.copyOut(Place.of(onDevice), answer);
    }
    for (int i = 0; i < ELEMENTS; i++) {
      float sum = y.get(i) + bias.get(i / AREA % CHANNELS);
      assertThat(answer.get(i)).as("%d", i).isCloseTo(sum > 0 ? sum : 0.1f * sum, within(1e-6f));
    }
  }
}
