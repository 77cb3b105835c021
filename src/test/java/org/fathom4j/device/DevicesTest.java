package org.fathom4j.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DevicesTest {
  private static final String LINUX = "linux-x86_64";

  private static Gpu gpu(String name, String capability) {
    return new Gpu("GPU-" + name, name, ComputeCapability.parse(capability), "535.104.05");
  }

  private static Device choose(DeviceRequest request, Gpu... gpus) {
    return Devices.choose(request, LINUX, () -> GpuListing.of(Arrays.asList(gpus)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.7", "5.0", "6.1", "7.5", "8.0", "8.6", "8.9"})
  void cardsWithinTheRangeAreTaken(String capability) {
    Gpu card = gpu("card", capability);
    assertThat(choose(DeviceRequest.GPU, card)).isEqualTo(new Device.Cuda(card));
    assertThat(choose(DeviceRequest.AUTO, card)).isEqualTo(new Device.Cuda(card));
  }

  @ParameterizedTest
  @CsvSource({"NVIDIA H100, 9.0", "NVIDIA B200, 10.0", "RTX 5090, 12.0", "Tesla K40, 3.5"})
  void cardsOutsideTheRangeAreRefusedByNameCapabilityAndRange(String name, String capability) {
    assertThatThrownBy(() -> choose(DeviceRequest.GPU, gpu(name, capability)))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("compute capability " + capability)
        .hasMessageContaining("3.7 to 8.9")
        .hasMessageContaining("--device cpu");
  }

  @Test
  void autoFallsBackToTheCpuAndSaysWhy() {
    assertThat(choose(DeviceRequest.AUTO, gpu("NVIDIA H100", "9.0")))
        .isInstanceOfSatisfying(
            Device.Cpu.class, cpu -> assertThat(cpu.reason()).contains("NVIDIA H100", "9.0"));
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
                Devices.choose(DeviceRequest.GPU, LINUX, () -> GpuListing.none("no driver here.")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("no driver here.");
  }

  @Test
  void platformsWithoutTheBackendAreRefusedWithoutASearch() {
    assertThatThrownBy(
            () ->
                Devices.choose(
                    DeviceRequest.GPU,
                    "macosx-arm64",
                    () -> {
                      throw new AssertionError("searched");
                    }))
        .hasMessageContaining("macosx-arm64");
  }

  @Test
  void theCpuIsTakenWithoutASearch() {
    Device device =
        Devices.choose(
            DeviceRequest.CPU,
            LINUX,
            () -> {
              throw new AssertionError("searched");
            });
    assertThat(device).isEqualTo(new Device.Cpu(""));
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
