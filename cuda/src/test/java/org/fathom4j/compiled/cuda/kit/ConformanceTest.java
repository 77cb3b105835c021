package org.fathom4j.compiled.cuda.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Residence;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.cuda.opencl.OpenClDevice;
import org.fathom4j.compiled.cuda.program.DeviceBackend;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.Operation;
import org.fathom4j.compiled.interpreter.InterpreterBackend;
import org.junit.jupiter.api.Test;

/** What the kit tries on a card, tried on the CPU. */
class ConformanceTest {
  private static final int NETWORKS = 60;

  @Test
  void kernelsOnTheCpuConform() {
    assumeTrue(OpenClDevice.found(), "no OpenCL platform: pocl-opencl-icd has one for CPUs");
    List<String> said = new ArrayList<>();
    try (Backend backend = new DeviceBackend(OpenClDevice.open())) {
      int failed = new Conformance(backend, Conformance.Tolerance.SINGLE, said::add).run(NETWORKS);
      assertThat(failed).as(String.join("\n", said)).isZero();
    }
  }

  @Test
  void aBackendThatIsSlightlyWrongDoesNot() {
    List<String> said = new ArrayList<>();
    try (Backend backend = new Wrong(new InterpreterBackend())) {
      int failed = new Conformance(backend, Conformance.Tolerance.SINGLE, said::add).run(5);
      assertThat(failed).isGreaterThan(100);
      assertThat(said).contains("FAILED network 0");
    }
  }

  /** What it is pushed it takes for 1% more. */
  private record Wrong(Backend right) implements Backend {
    @Override
    public String name() {
      return right.name();
    }

    @Override
    public String instructions() {
      return right.instructions();
    }

    @Override
    public boolean knows(Class<? extends Operation> operation) {
      return right.knows(operation);
    }

    @Override
    public Residence reside(FloatBuffer vector) {
      Residence own = right.reside(vector);
      return new Residence() {
        @Override
        public FloatBuffer host() {
          return own.host();
        }

        @Override
        public void push() {
          for (int i = 0; i < vector.capacity(); i++) {
            vector.put(i, vector.get(i) * 1.01f);
          }
        }

        @Override
        public void fetch() {
          own.fetch();
        }

        @Override
        public void close() {
          own.close();
        }
      };
    }

    @Override
    public Program compile(Graph graph, Vectors vectors) {
      return right.compile(graph, vectors);
    }

    @Override
    public void close() {
      right.close();
    }
  }
}
