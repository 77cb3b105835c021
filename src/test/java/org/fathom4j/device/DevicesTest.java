package org.fathom4j.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DevicesTest {
  private static final String LINUX = "linux-x86_64";

  private static Gpu gpu(String name, String capability) {
    return new Gpu("GPU-" + name, name, ComputeCapability.parse(capability), "535.104.05");
  }

  private static final CudaLibraries NO_LIBRARIES =
      new CudaLibraries(Map.of(), List.of("cuDNN 9 (libcudnn_graph.so.9)"));
  private static final CudaLibraries ALL = new CudaLibraries(Map.of(), List.of());

  private static Device choose(DeviceRequest request, Gpu... gpus) {
    return choose(request, NO_LIBRARIES, gpus);
  }

  private static Device choose(DeviceRequest request, CudaLibraries libraries, Gpu... gpus) {
    return Devices.choose(request, machine(LINUX, libraries, gpus));
  }

  private static Devices.Machine machine(String platform, CudaLibraries libraries, Gpu... gpus) {
    return new Devices.Machine(platform, () -> GpuListing.of(Arrays.asList(gpus)), () -> libraries);
  }

  private static Devices.Machine unasked(String platform) {
    return new Devices.Machine(
        platform,
        () -> {
          throw new AssertionError("searched");
        },
        () -> NO_LIBRARIES);
  }

  private static Gpu recent(String name, String capability) {
    return new Gpu("GPU-" + name, name, ComputeCapability.parse(capability), "580.65.06");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.7", "5.0", "6.1", "7.5", "8.0", "8.6", "8.9"})
  void cardsWithinTheRangeAreTaken(String capability) {
    Gpu card = gpu("card", capability);
    assertThat(choose(DeviceRequest.GPU, card)).isEqualTo(new Device.Cuda(card));
    assertThat(choose(DeviceRequest.AUTO, card)).isEqualTo(new Device.Cuda(card));
  }

  @Test
  void cardsBelowTheRangeAreRefusedByNameCapabilityAndRange() {
    assertThatThrownBy(() -> choose(DeviceRequest.GPU, ALL, recent("Tesla K40", "3.5")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("Tesla K40")
        .hasMessageContaining("compute capability 3.5")
        .hasMessageContaining("3.7 to 8.9")
        .hasMessageContaining("--device cpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.0", "10.0", "12.0"})
  void cardsAboveTheRangeAreTakenByTheKernels(String capability) {
    Gpu card = recent("card", capability);
    assertThat(choose(DeviceRequest.GPU, ALL, card)).isEqualTo(new Device.CompiledCuda(card));
    assertThat(choose(DeviceRequest.AUTO, ALL, card)).isEqualTo(new Device.CompiledCuda(card));
  }

  @Test
  void aCardThatLacksLibrariesIsRefusedWithTheCommandThatInstallsThem() {
    assertThatThrownBy(() -> choose(DeviceRequest.GPU, recent("NVIDIA H200", "9.0")))
        .hasMessageContaining(
            "NVIDIA H200 cannot be used: not found: cuDNN 9 (libcudnn_graph.so.9)")
        .hasMessageContaining("pip install")
        .hasMessageContaining("nvidia-cudnn-cu13")
        .hasMessageContaining("FATHOM_CUDA_LIBS");
  }

  @Test
  void aDriverTooOldForCuda13IsRefused() {
    assertThatThrownBy(() -> choose(DeviceRequest.GPU, ALL, gpu("NVIDIA H100", "9.0")))
        .hasMessageContaining("its driver is 535.104.05, and CUDA 13 needs 580");
  }

  @Test
  void theKernelsAreForLinuxAlone() {
    assertThatThrownBy(
            () ->
                Devices.choose(
                    DeviceRequest.GPU, machine("windows-x86_64", ALL, recent("RTX 5090", "12.0"))))
        .hasMessageContaining("3.7 to 8.9");
  }

  @Test
  void autoFallsBackToTheCpuAndSaysWhy() {
    assertThat(choose(DeviceRequest.AUTO, gpu("NVIDIA H100", "9.0")))
        .isInstanceOfSatisfying(
            Device.Cpu.class, cpu -> assertThat(cpu.reason()).contains("NVIDIA H100", "needs 580"));
  }

  @Test
  void theFirstUsableOfSeveralIsTaken() {
    Gpu old = gpu("Quadro", "8.6");
    assertThat(choose(DeviceRequest.GPU, gpu("NVIDIA H100", "9.0"), old, gpu("T4", "7.5")))
        .isEqualTo(new Device.Cuda(old));
  }

  @Test
  void aCardOfUnknownCapabilityIsRefused() {
    assertThatThrownBy(() -> choose(DeviceRequest.GPU, gpu("Tesla X", "[N/A]")))
        .hasMessageContaining("Tesla X")
        .hasMessageContaining("does not say its compute capability");
  }

  @Test
  void aDriverTooOldForCuda11IsRefused() {
    Gpu old = new Gpu("GPU-1", "Tesla P100", ComputeCapability.parse("6.0"), "418.87.00");
    assertThatThrownBy(() -> choose(DeviceRequest.GPU, old)).hasMessageContaining("418.87.00");
  }

  @Test
  void noCardAtAllGivesTheReasonOfTheSearch() {
    assertThatThrownBy(
            () ->
                Devices.choose(
                    DeviceRequest.GPU,
                    new Devices.Machine(
                        LINUX, () -> GpuListing.none("no driver here."), () -> ALL)))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("no driver here.");
  }

  @Test
  void platformsWithoutTheBackendAreRefusedWithoutASearch() {
    assertThatThrownBy(() -> Devices.choose(DeviceRequest.GPU, unasked("macosx-arm64")))
        .hasMessageContaining("macosx-arm64");
  }

  @Test
  void theCpuIsTakenWithoutASearch() {
    assertThat(Devices.choose(DeviceRequest.CPU, unasked(LINUX))).isEqualTo(new Device.Cpu(""));
  }

  @Test
  void rejectsAnUnknownRequest() {
    assertThatThrownBy(() -> DeviceRequest.parse("tpu"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("cpu, gpu or auto")
        .hasMessageContaining("'tpu'");
  }

  @Test
  void visibleDevicesNarrowTheListAsCudaDoes() {
    Gpu first = gpu("a", "8.0");
    Gpu second = gpu("b", "7.5");
    GpuListing both = GpuListing.of(List.of(first, second));
    assertThat(both.narrowTo("1").gpus()).containsExactly(second);
    assertThat(both.narrowTo("1,0").gpus()).containsExactly(second, first);
    assertThat(both.narrowTo("GPU-b").gpus()).containsExactly(second);
    assertThat(both.narrowTo("0,7,1").gpus()).containsExactly(first);
    assertThat(both.narrowTo("-1").gpus()).isEmpty();
    assertThat(both.narrowTo("").trouble()).contains("CUDA_VISIBLE_DEVICES");
  }
}
