package org.fathom4j.compiled.cuda.nvidia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.backend.OperationCases;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.StepCases;
import org.fathom4j.compiled.backend.UpdateCase;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.cuda.device.Dialect;
import org.fathom4j.compiled.cuda.kit.BenchNets;
import org.fathom4j.compiled.cuda.kit.Net;
import org.fathom4j.compiled.cuda.kit.RandomNet;
import org.fathom4j.compiled.cuda.program.DeviceBackend;
import org.fathom4j.compiled.cuda.program.KernelSource;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVRTC compiles all kernels for cards from Ampere to Blackwell, without a word. */
class KernelCompilationTest {
  private static final int NETWORKS = 30;

  @TempDir Path folder;

  /** Compiles for capabilities, and prints how much code there is and what was said. */
  static final class Compile {
    private static final String BEGIN = "\nKERNEL(";
    private static final String PRODUCT_AND_SUM =
        "KERNEL(both)(int n, float a, GLOBAL float *p) { EACH(i, n) {"
            + " float v; product(i, a, p[i], &v); next_term(i, a, v, &p[i]); } }";

    private Compile() {}

    public static void main(String[] capabilities) {
      Libraries.load();
      Set<String> sources = new TreeSet<>(sources());
      String fused =
          sources.stream()
              .filter(source -> source.startsWith(Dialect.CUDA.words() + KernelSource.functions()))
              .map(source -> source.substring(source.lastIndexOf(BEGIN)))
              .collect(Collectors.joining());
      String functions = Dialect.CUDA.words() + KernelSource.functions();
      for (String capability : capabilities) {
        Nvrtc compiler = Nvrtc.forCapability(Integer.parseInt(capability));
        print(compiler, "kernels", Dialect.CUDA.words() + KernelSource.kernels());
        print(compiler, "a chain", functions + fused.substring(fused.lastIndexOf(BEGIN)));
        print(compiler, "%d chains".formatted(sources.size() - 1), functions + fused);
        ByteBuffer code = compiler.translate(functions + PRODUCT_AND_SUM).code();
        boolean contracted = StandardCharsets.ISO_8859_1.decode(code).toString().contains("fma");
        System.out.println("a product and a sum are one: " + contracted);
        try {
          compiler.translate(functions + "KERNEL(broken)() { nothing(); }");
        } catch (BackendException refused) {
          System.out.println("refused: " + refused.getMessage());
        }
      }
    }

    /** Of all operations, of random networks and of the benchmark's. */
    private static List<String> sources() {
      RecordedDevice recorded = new RecordedDevice(1, 1024);
      Backend backend = new DeviceBackend(recorded.device);
      Stream.concat(OperationCases.all(), StepCases.all())
          .forEach(each -> each.on(backend, each.start()));
      UpdateCase.all().forEach(each -> each.on(backend));
      Stream.concat(
              BenchNets.all().stream().map(BenchNets::trained),
              LongStream.range(0, NETWORKS).mapToObj(RandomNet::draw))
          .forEach(net -> compile(net, backend));
      return recorded.compiled;
    }

    private static void compile(Net.Trained net, Backend backend) {
      Floats vector = Floats.zeros(Shape.of(Math.max(1, net.states() + net.start().size())));
      try (Vectors vectors =
              Vectors.of(backend, vector.buffer(), vector.buffer())
                  .with(backend.reside(vector.buffer()));
          Program program = backend.compile(net.graph(), vectors)) {
        program.listing();
      }
    }

    private static void print(Nvrtc compiler, String what, String source) {
      Nvrtc.Compiled compiled = compiler.translate(source);
      System.out.printf(
          "%s, %s, %d bytes, warnings: [%s]%n",
          what, compiler.option(), compiled.code().capacity(), compiled.warnings());
    }
  }

  @Test
  void everyKernelCompilesWithoutWarning() throws IOException, InterruptedException {
    ChildJvm jvm =
        ChildJvm.with(
            Stream.concat(ChildJvm.libraries().stream(), Stream.of(ChildJvm.stubDriver(folder))));
    String printed = jvm.run(Compile.class, "80", "90", "100");
    for (String capability : List.of("80", "90", "100")) {
      for (String what : List.of("kernels", "a chain", "\\d{2,} chains")) {
        assertThat(printed)
            .containsPattern(what + ", sm_" + capability + ", \\d{4,} bytes, warnings: \\[\\]");
      }
    }
    assertThat(printed).contains("identifier \"nothing\" is undefined");
  }

  @Test
  void aCardThatIsNewerThanTheCompilerGetsIntermediateCode()
      throws IOException, InterruptedException {
    assertThat(
            ChildJvm.with(
                    Stream.concat(
                        ChildJvm.libraries().stream(), Stream.of(ChildJvm.stubDriver(folder))))
                .run(Compile.class, "999"))
        .containsPattern("kernels, compute_1\\d\\d, \\d{5,} bytes")
        .contains("a product and a sum are one: false");
  }
}
