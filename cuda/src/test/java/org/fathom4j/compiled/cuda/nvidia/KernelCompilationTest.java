package org.fathom4j.compiled.cuda.nvidia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.cuda.device.Dialect;
import org.fathom4j.compiled.cuda.program.KernelSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVRTC compiles all kernels for cards from Ampere to Blackwell, without a word. */
class KernelCompilationTest {
  @TempDir Path folder;

  /** Compiles for a capability, and prints how much code there is and what was said. */
  static final class Compile {
    private Compile() {}

    public static void main(String[] arguments) {
      Libraries.load();
      Nvrtc compiler = Nvrtc.forCapability(Integer.parseInt(arguments[0]));
      String source = Dialect.CUDA.words() + KernelSource.whole();
      Nvrtc.Compiled compiled = compiler.translate(source);
      System.out.printf(
          "%s, %d bytes, warnings: [%s]%n",
          compiler.option(), compiled.code().capacity(), compiled.warnings());
      try {
        compiler.translate(source + "KERNEL(broken)() { nothing(); }");
      } catch (BackendException refused) {
        System.out.println("refused: " + refused.getMessage());
      }
    }
  }

  @Test
  void everyKernelCompilesWithoutWarning() throws IOException, InterruptedException {
    ChildJvm jvm =
        ChildJvm.with(
            Stream.concat(ChildJvm.libraries().stream(), Stream.of(ChildJvm.stubDriver(folder))));
    for (String capability : List.of("80", "90", "100")) {
      assertThat(jvm.run(Compile.class, capability))
          .containsPattern("sm_" + capability + ", \\d{5,} bytes, warnings: \\[\\]")
          .contains("identifier \"nothing\" is undefined");
    }
  }

  @Test
  void aCardThatIsNewerThanTheCompilerGetsIntermediateCode()
      throws IOException, InterruptedException {
    assertThat(
            ChildJvm.with(
                    Stream.concat(
                        ChildJvm.libraries().stream(), Stream.of(ChildJvm.stubDriver(folder))))
                .run(Compile.class, "999"))
        .containsPattern("compute_1\\d\\d, \\d{5,} bytes");
  }
}
