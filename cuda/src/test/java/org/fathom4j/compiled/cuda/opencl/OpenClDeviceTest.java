package org.fathom4j.compiled.cuda.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.fathom4j.compiled.cuda.device.Argument;
import org.fathom4j.compiled.cuda.device.Kernel;
import org.fathom4j.compiled.cuda.device.Kernels;
import org.fathom4j.compiled.cuda.device.Memory;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.cuda.device.Recording;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device of tests does not let pass, as it would be silent on a card. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenClDeviceTest {
  private static final int FLOATS = 10;
  private static final String SOURCE =
      """
      KERNEL(set)(int at, float value, GLOBAL float *y) {
        if (MEMBER == 0) {
          y[at] = value;
        }
      }
      KERNEL(take)(int at, GLOBAL const float *x, GLOBAL float *y) {
        if (MEMBER == 0) {
          y[0] = x[at];
        }
      }
      """;

  private OpenClDevice device;
  private Kernels kernels;

  @BeforeAll
  void open() {
    assumeTrue(OpenClDevice.found(), "no OpenCL platform: pocl-opencl-icd has one for CPUs");
    device = OpenClDevice.open();
    kernels = device.build(SOURCE);
  }

  @AfterAll
  void close() {
    if (device != null) {
      kernels.close();
      device.close();
    }
  }

  private void set(int at, float value, Memory y) {
    Place place = Place.of(y);
    device.launch(
        kernels.kernel("set"), 1, List.of(new Argument.Whole(at), new Argument.Real(value), place));
  }

  private float take(int at, Memory x) {
    FloatBuffer answer = Floats.zeros(Shape.of(1)).buffer();
    try (Memory y = device.allocate(Float.BYTES)) {
      device.launch(
          kernels.kernel("take"), 1, List.of(new Argument.Whole(at), Place.of(x), Place.of(y)));
      device.copyOut(Place.of(y), answer);
    }
    return answer.get(0);
  }

  @Test
  void whatIsWrittenIsThere_andTheRestIsNoNumber() {
    try (Memory memory = device.allocate(FLOATS * Float.BYTES)) {
      set(0, 2, memory);
      set(FLOATS - 1, 3, memory);
      assertThat(take(0, memory)).isEqualTo(2);
      assertThat(take(FLOATS - 1, memory)).isEqualTo(3);
      for (int beyond : new int[] {1, FLOATS - 2, -1, FLOATS, -1000, FLOATS + 1000}) {
        assertThat(take(beyond, memory)).as("%d", beyond).isNaN();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 4 bytes before",
    "-1000, '4,000 bytes before'",
    "10, 0 bytes behind",
    "509, '1,996 bytes behind'"
  })
  void aKernelThatWritesBeyondItsMemoryIsNamed(int at, String where) {
    try (Memory memory = device.allocate(FLOATS * Float.BYTES)) {
      assertThatThrownBy(() -> set(at, 0, memory))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("set writes", where, "memory of 40 bytes");
    }
  }

  @Test
  void memoryThatWasGivenBackIsUsedByNobody() {
    Memory memory = device.allocate(FLOATS * Float.BYTES);
    Recording recording = device.record(() -> set(0, 1, memory));
    recording.play();
    memory.close();
    assertThatThrownBy(recording::play).hasMessageContaining("given back");
    assertThatThrownBy(() -> device.copyOut(Place.of(memory), Floats.zeros(Shape.of(1)).buffer()))
        .hasMessageContaining("given back");
    assertThatThrownBy(memory::close).hasMessageContaining("twice");
  }

  @Test
  void threadsWithADeviceEachDoNotMeet() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all =
          IntStream.range(0, 4).<Future<?>>mapToObj(i -> threads.submit(() -> alone(i))).toList();
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Numbers that no other thread writes, by the same kernel. */
  private static void alone(int thread) {
    FloatBuffer answer = Floats.zeros(Shape.of(FLOATS)).buffer();
    try (OpenClDevice own = OpenClDevice.open();
        Kernels kernels = own.build(SOURCE)) {
      Kernel set = kernels.kernel("set");
      for (int round = 0; round < 200; round++) {
        try (Memory memory = own.allocate(FLOATS * Float.BYTES)) {
          for (int i = 0; i < FLOATS; i++) {
            Argument value = new Argument.Real(1000 * thread + round + i);
            own.launch(set, 1, List.of(new Argument.Whole(i), value, Place.of(memory)));
          }
          own.copyOut(Place.of(memory), answer);
        }
        for (int i = 0; i < FLOATS; i++) {
          assertThat(answer.get(i)).isEqualTo(1000 * thread + round + i);
        }
      }
    }
  }
}
