package org.fathom4j.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CudaLibrariesTest {
  @TempDir private Path folder;

  @Test
  void whatLiesInAFolderOrIsListedIsFoundAndTheRestIsNamedWithItsCommand() throws IOException {
    Files.createFile(folder.resolve("libcudart.so.13"));
    Path listed = Path.of("/opt/listed");
    CudaLibraries libraries =
        CudaLibraries.search(
            List.of(Path.of("/absent"), folder),
            CudaLibraries.listed(
                """
                2 libs found in cache `/etc/ld.so.cache'
                \tlibcuda.so.1 (libc6,x86-64) => /opt/listed/libcuda.so.1
                \tlibcuda.so (libc6,x86-64) => /opt/other/libcuda.so
                """));
    assertThat(libraries.found())
        .containsExactlyInAnyOrderEntriesOf(Map.of("driver", listed, "CUDA 13", folder));
    assertThat(libraries.describe())
        .startsWith(
            "not found: NVRTC (libnvrtc.so.13), cuBLAS (libcublasLt.so.13), cuDNN 9 (libcudnn_graph.so.9); found: driver in /opt/listed");
    assertThat(libraries.remedy()).startsWith("The libraries:").doesNotContain("nvidia-driver");
  }

  @Test
  void onlyTheDriverIsMissing() {
    CudaLibraries libraries =
        new CudaLibraries(Map.of("CUDA 13", folder), List.of("driver (libcuda.so.1)"));
    assertThat(libraries.remedy()).contains("nvidia-driver-580").doesNotContain("pip install");
  }

  @Test
  void theFoldersOfTheVariableAreLookedAt() throws IOException {
    Files.createFile(folder.resolve("libnvrtc.so.13"));
    assertThat(CudaLibraries.search(Map.of("FATHOM_CUDA_LIBS", "/absent:" + folder)).found())
        .containsEntry("NVRTC", folder);
  }
}
