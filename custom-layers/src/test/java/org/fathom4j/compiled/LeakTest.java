package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native memory after many networks have been compiled, trained and closed. */
class LeakTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  @Test
  void aThousandCycles_leaveNativeMemoryWhereItWas() throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(STATUS), "resident memory is read from /proc");
    String printed = new ChildJvm(Map.of(), library -> true).run(Cycles.class);
    String[] sizes =
        printed.strip().lines().reduce((first, last) -> last).orElse("").split(" ", -1);
    long residentKb = Long.parseLong(sizes[1]) - Long.parseLong(sizes[0]);
    // The virtual machine's own compilers move it by some MB; a lost program would be 300 MB.
    assertThat(residentKb).as("growth of resident memory in kB: %s", printed).isLessThan(16_000);
    assertThat(Long.parseLong(sizes[3]))
        .as("bytes held: %s", printed)
        .isEqualTo(Long.parseLong(sizes[2]));
  }

  /** Prints resident kB before and after 1,000 cycles, then bytes that JavaCPP holds. */
  static final class Cycles {
    private static final int WARM_UP = 300;
    private static final int CYCLES = 1000;
    private static final INDArray IMAGES = Nets.images();
    private static final INDArray LABELS = Nets.labels();

    private Cycles() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      MultiLayerNetwork network =
          Nets.images(
              Nets.settings(),
              new ConvolutionLayer.Builder(5, 5).stride(1, 1).nOut(16).build(),
              new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
              new DenseLayer.Builder().nOut(128).dropOut(0.5).build());
      cycles(network, WARM_UP);
      long residentBefore = resident();
      long heldBefore = Pointer.totalBytes();
      cycles(network, CYCLES);
      System.out.println(
          residentBefore + " " + resident() + " " + heldBefore + " " + Pointer.totalBytes());
    }

    private static void cycles(MultiLayerNetwork network, int count) throws InterruptedException {
      for (int i = 0; i < count; i++) {
        try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
          compiled.fit(IMAGES, LABELS);
          compiled.output(IMAGES).close();
        }
      }
      // What is collected is freed by a thread of JavaCPP's, a little later.
      for (int i = 0; i < 3; i++) {
        System.gc();
        Thread.sleep(200);
      }
    }

    private static long resident() throws IOException {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}
