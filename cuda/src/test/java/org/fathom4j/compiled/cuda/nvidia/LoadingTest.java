package org.fathom4j.compiled.cuda.nvidia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fathom4j.compiled.backend.BackendException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing is told in words, with what to do about it. */
class LoadingTest {
  @TempDir Path folder;

  /** Opens the device and prints what comes of it. */
  static final class Open {
    private Open() {}

    public static void main(String[] arguments) {
      try (CudaDevice device = CudaDevice.open()) {
        System.out.println("opened " + device.name());
      } catch (BackendException refused) {
        System.out.println("refused: " + refused.getMessage());
      }
    }
  }

  @Test
  void noDriver() throws IOException, InterruptedException {
    assumeTrue(
        Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib")
            .noneMatch(place -> Files.exists(Path.of(place, "libcuda.so.1"))),
        "there is a driver here");
    assertThat(ChildJvm.with(Stream.of()).run(Open.class))
        .contains("refused: there is no NVIDIA driver here (libcuda.so.1): install version 580")
        .contains("apt-get install nvidia-driver-580");
  }

  @Test
  void driverWithoutCard() throws IOException, InterruptedException {
    assertThat(
            ChildJvm.with(Stream.concat(libraries(), Stream.of(ChildJvm.stubDriver(folder))))
                .run(Open.class))
        .containsPattern(
            "refused: CUDA 13\\.\\d+ finds no card: no CUDA-capable device is detected \\(error 100\\)");
  }

  @Test
  void driverThatIsTooOld() throws IOException, InterruptedException {
    assertThat(
            ChildJvm.with(Stream.concat(libraries(), Stream.of(ChildJvm.stubDriver(folder))))
                .run(Map.of("STUB_DRIVER_VERSION", "12080"), Open.class))
        .contains("CUDA driver version is insufficient for CUDA runtime version (error 35)")
        .contains("580");
  }

  @Test
  void noConvolutions() throws IOException, InterruptedException {
    Stream<Path> others =
        libraries().filter(each -> !Files.exists(each.resolve("libcudnn_graph.so.9")));
    assertThat(
            ChildJvm.with(Stream.concat(others, Stream.of(ChildJvm.stubDriver(folder))))
                .run(Open.class))
        .containsPattern(
            "refused: libcudnn\\w*\\.so\\.9 is not found: install it by 'pip install nvidia-cudnn-cu13'")
        .contains("FATHOM_CUDA_LIBS");
  }

  private static Stream<Path> libraries() {
    return ChildJvm.libraries().stream();
  }

  @Test
  void everyLibraryHasItsPackage() {
    assertThat(
            List.of("libcudart.so.13", "libcublasLt.so.13", "libcudnn_ops.so.9", "libnvrtc.so.13")
                .stream()
                .map(each -> each + ": cannot open shared object file: No such file or directory")
                .map(words -> Libraries.missing("x.so: " + words).orElseThrow()))
        .satisfiesExactly(
            words ->
                assertThat(words)
                    .startsWith("libcudart.so.13 is not")
                    .contains("nvidia-cuda-runtime"),
            words ->
                assertThat(words).startsWith("libcublasLt.so.13 is not").contains("nvidia-cublas"),
            words ->
                assertThat(words)
                    .startsWith("libcudnn_ops.so.9 is not")
                    .contains("nvidia-cudnn-cu13"),
            words ->
                assertThat(words)
                    .startsWith("libnvrtc.so.13 is not")
                    .contains("nvidia-cuda-nvrtc"));
  }
}
