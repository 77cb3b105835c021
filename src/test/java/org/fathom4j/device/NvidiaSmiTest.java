package org.fathom4j.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NvidiaSmiTest {
  private static GpuListing read(int exitCode, String output) {
    return NvidiaSmi.read(new Command.Outcome(exitCode, output));
  }

  @Test
  void readsEachCardOfSeveral() {
    GpuListing listing =
        read(
            0,
            """
            GPU-5f2c11aa-0001, NVIDIA A100-SXM4-40GB, 8.0, 535.104.05
            GPU-5f2c11aa-0002, NVIDIA H100 80GB HBM3, 9.0, 535.104.05
            """);
    assertThat(listing.gpus())
        .containsExactly(
            new Gpu(
                "GPU-5f2c11aa-0001",
                "NVIDIA A100-SXM4-40GB",
                Optional.of(new ComputeCapability(8, 0)),
                "535.104.05"),
            new Gpu(
                "GPU-5f2c11aa-0002",
                "NVIDIA H100 80GB HBM3",
                Optional.of(new ComputeCapability(9, 0)),
                "535.104.05"));
  }

  @Test
  void nameWithACommaStaysWhole() {
    assertThat(read(0, "GPU-1, Quadro, the old one, 6.1, 470.1\n").gpus())
        .singleElement()
        .returns("Quadro, the old one", Gpu::name)
        .returns(Optional.of(new ComputeCapability(6, 1)), Gpu::capability);
  }

  @Test
  void cardWithoutCapabilityIsListedWithoutOne() {
    assertThat(read(0, "GPU-1, Tesla X, [N/A], 470.1\n").gpus())
        .singleElement()
        .returns(Optional.empty(), Gpu::capability);
  }

  @Test
  void warningsAroundTheTableAreNoCards() {
    assertThat(read(0, "WARNING: infoROM is corrupted\nGPU-1, T4, 7.5, 525.60\n").gpus())
        .hasSize(1);
  }

  @Test
  void aDriverThatDoesNotAnswerIsReportedInItsOwnWords() {
    GpuListing listing =
        read(9, "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n");
    assertThat(listing.gpus()).isEmpty();
    assertThat(listing.trouble()).contains("couldn't communicate with the NVIDIA driver");
  }

  @Test
  void anOldToolThatDoesNotKnowTheFieldListsNothing() {
    GpuListing listing = read(2, "Field \"compute_cap\" is not a valid field to query.\n");
    assertThat(listing.gpus()).isEmpty();
    assertThat(listing.trouble()).contains("not a valid field");
  }

  @Test
  void garbageListsNothing() {
    assertThat(read(0, "%PDF-1.4 \u0000\u0001,,,,\n,,,").gpus()).isEmpty();
    assertThat(read(0, "\u001b[2J" + "x".repeat(9999)).trouble())
        .doesNotContain("\u001b")
        .hasSizeLessThan(300);
    assertThat(read(0, "").trouble()).contains("printed nothing");
    assertThat(read(0, "No devices were found\n").trouble()).contains("No devices were found");
  }
}
