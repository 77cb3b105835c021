package org.fathom4j.compiled.cuda.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.cuda.kit.Net;
import org.fathom4j.compiled.cuda.kit.RandomNet;
import org.fathom4j.compiled.cuda.opencl.OpenClDevice;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several steps are in one kernel, they are in kernels of their own, to the last bit. */
class FusedAndStepwiseTest {
  private static final int STEPS = 3;

  @Test
  void eachNumberOfAChainStaysOnItsSide() {
    assumeTrue(OpenClDevice.found(), "no OpenCL platform: pocl-opencl-icd has one for CPUs");
    GraphBuilder graph = new GraphBuilder(true);
    graph.enter("layer");
    Tensor p = graph.parameter("p", Shape.of(1), 0);
    Tensor q = graph.parameter("q", Shape.of(1), 1);
    new Arithmetic(Arithmetic.Operator.PLUS, batch -> 2, batch -> 3).set(p, graph, p, q);
    new Arithmetic(Arithmetic.Operator.OVER, batch -> 5, batch -> 7).set(q, graph, p, q);
    Floats vector = Floats.zeros(Shape.of(2));
    vector.buffer().put(0, 11).put(1, 13);
    try (Backend backend = new DeviceBackend(OpenClDevice.open());
        Vectors vectors = Vectors.of(backend, vector.buffer(), Floats.zeros(Shape.of(2)).buffer());
        Program program = backend.compile(new Graph(graph.steps(), q), vectors)) {
      vectors.push();
      program.run(new Batch(List.of(), List.of(), 0, 0));
      vectors.fetch();
    }
    float sum = 2 * 11 + 3 * 13;
    assertThat(List.of(vector.buffer().get(0), vector.buffer().get(1)))
        .containsExactly(sum, 5 * sum / (7 * 13));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void randomNetworksBecomeTheSame(long seed) {
    assumeTrue(OpenClDevice.found(), "no OpenCL platform: pocl-opencl-icd has one for CPUs");
    Net.Trained net = RandomNet.draw(seed);
    try (Backend fused = DeviceBackend.apart(OpenClDevice.open());
        Backend stepwise = DeviceBackend.stepwise(OpenClDevice.open())) {
      assertThat(trained(net, fused)).isEqualTo(trained(net, stepwise));
    }
  }

  /** Bits of parameters and of the updater's state, and scores. */
  private static List<Object> trained(Net.Trained net, Backend on) {
    Floats parameters = net.parameters();
    Floats state = Floats.zeros(Shape.of(Math.max(1, net.states())));
    List<Object> became = new ArrayList<>();
    try (Vectors vectors =
            Vectors.of(on, parameters.buffer(), Floats.zeros(parameters.shape()).buffer())
                .with(on.reside(state.buffer()));
        Program program = on.compile(net.graph(), vectors)) {
      vectors.push();
      for (int i = 0; i < STEPS; i++) {
        program.run(net.at(i));
        became.add(program.score());
      }
      vectors.fetch();
    }
    for (Floats floats : List.of(parameters, state)) {
      for (int i = 0; i < floats.buffer().capacity(); i++) {
        became.add(Float.floatToIntBits(floats.buffer().get(i)));
      }
    }
    return became;
  }
}
