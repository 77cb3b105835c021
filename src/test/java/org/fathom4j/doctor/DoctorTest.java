package org.fathom4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.device.ComputeCapability;
import org.fathom4j.device.CudaLibraries;
import org.fathom4j.device.Gpu;
import org.fathom4j.device.GpuListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
  private static final GpuListing NO_GPU = new GpuListing(List.of(), "no card.");
  private static final long GIB = 1L << 30;

  @TempDir private Path home;

  private Surroundings with(Map<String, String> environment) {
    return new Surroundings(environment, home, () -> NO_GPU);
  }

  private Surroundings withGpu(String name, String capability) {
    Gpu gpu = new Gpu("GPU-1", name, ComputeCapability.parse(capability), "535.1");
    return new Surroundings(Map.of(), home, () -> new GpuListing(List.of(gpu), ""));
  }

  @Test
  void thisMachineHasAllThatARunNeeds() {
    List<Check> checks = Doctor.examine(with(Map.of()));
    assertThat(checks)
        .extracting(Check::name)
        .containsExactly(
            "java",
            "cpu",
            "nd4j",
            "blas",
            "threads",
            "onednn",
            "memory",
            "disk",
            "gpu",
            "nvidia",
            "tracking",
            "data",
            "torch",
            "jax");
    assertThat(checks).noneMatch(check -> check.status() == Check.Status.ERROR);
    assertThat(checks)
        .allMatch(check -> check.status() == Check.Status.OK ^ !check.remedy().isEmpty());
  }

  @Test
  void aCardThatTheBackendCannotRunOnIsAWarningWithTheRange() {
    Check check = GpuCheck.run(withGpu("Tesla K40", "3.5"));
    assertThat(check.status()).isEqualTo(Check.Status.WARNING);
    assertThat(check.found()).contains("Tesla K40", "3.5");
    assertThat(check.remedy()).contains("3.7 to 8.9");
  }

  @Test
  void aCardTooNewForTheBackendIsMeasuredByWhatTheKernelsNeed() {
    Check check = GpuCheck.run(withGpu("NVIDIA H100", "9.0"));
    assertThat(check.found()).contains("NVIDIA H100", "9.0");
    assertThat(check.remedy()).contains("its driver is 535.1, and CUDA 13 needs 580");
  }

  @Test
  void whatTheKernelsMissIsAWarningOnlyWhereACardNeedsThem() {
    CudaLibraries none = new CudaLibraries(Map.of(), List.of("driver (libcuda.so.1)", "x"));
    Check note = CudaCheck.of(none, NO_GPU);
    assertThat(note.status()).isEqualTo(Check.Status.NOTE);
    assertThat(note.found()).contains("libcuda.so.1");
    assertThat(note.remedy()).contains("apt-get install nvidia-driver-580", "pip install");
    assertThat(CudaCheck.of(none, withGpu("NVIDIA A100", "8.0").gpus().get()).status())
        .isEqualTo(Check.Status.NOTE);
    assertThat(CudaCheck.of(none, withGpu("NVIDIA H100", "9.0").gpus().get()).status())
        .isEqualTo(Check.Status.WARNING);
    CudaLibraries all = new CudaLibraries(Map.of("cuDNN 9", home), List.of());
    assertThat(CudaCheck.of(all, NO_GPU).status()).isEqualTo(Check.Status.OK);
  }

  @Test
  void aCardWithinTheRangeIsFine() {
    assertThat(GpuCheck.run(withGpu("NVIDIA A100", "8.0")).status()).isEqualTo(Check.Status.OK);
  }

  @Test
  void aServerThatAnswersIsFineAndOneThatDoesNotIsAWarning() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    Map<String, String> environment =
        Map.of("MLFLOW_TRACKING_URI", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    try {
      assertThat(TrackingCheck.run(with(environment)).status()).isEqualTo(Check.Status.OK);
    } finally {
      server.stop(0);
    }
    Check gone = TrackingCheck.run(with(environment));
    assertThat(gone.status()).isEqualTo(Check.Status.WARNING);
    assertThat(gone.remedy()).contains("./fathom sync --to");
  }

  @Test
  void anAddressThatIsNoneIsAWarning() {
    for (String uri : List.of("sqlite:///x.db", "http://a b", "http://[")) {
      assertThat(TrackingCheck.run(with(Map.of("MLFLOW_TRACKING_URI", uri))).status())
          .isEqualTo(Check.Status.WARNING);
    }
  }

  @Test
  void whoIsTrustedIsCheckedToo() {
    Check wrong =
        TrackingCheck.run(
            with(
                Map.of(
                    "MLFLOW_TRACKING_URI",
                    "https://127.0.0.1:1",
                    "MLFLOW_TRACKING_SERVER_CERT_PATH",
                    home.resolve("absent.pem").toString())));
    assertThat(wrong.status()).isEqualTo(Check.Status.WARNING);
    assertThat(wrong.remedy()).contains("MLFLOW_TRACKING_SERVER_CERT_PATH must name a file");
  }

  @Test
  void aDataSetInTheCacheIsNamedWithItsFolder() throws IOException {
    DataPlaces places = DataPlaces.of(Map.of("FATHOM_CACHE", home.toString()), home, true);
    Files.createDirectories(home.resolve("mnist"));
    assertThat(DataCheck.of(places).found()).doesNotContain("in " + home.resolve("mnist"));
    Files.createFile(home.resolve("mnist/train"));
    assertThat(DataCheck.of(places).found()).contains("mnist in " + home.resolve("mnist"));
  }

  @Test
  void littleMemoryOrLittleOfItForArraysIsAWarning() {
    assertThat(MemoryCheck.of(8 * GIB, 2 * GIB, 4 * GIB).status()).isEqualTo(Check.Status.OK);
    assertThat(MemoryCheck.of(2 * GIB, GIB, GIB).remedy()).contains("training.batch");
    assertThat(MemoryCheck.of(16 * GIB, 4 * GIB, 4 * GIB).remedy()).contains("maxbytes=8192M");
  }

  @Test
  void aLibraryThatCannotReadTheThreadsIsNotBlamedOnTheSystem() {
    LinkageError error = new ExceptionInInitializerError(new NumberFormatException("1,1"));
    Check check = NumericsChecks.unloadable(error, "1,1");
    assertThat(check.found()).contains("OMP_NUM_THREADS is '1,1'");
    assertThat(check.remedy()).contains("one number").doesNotContain("glibc");
    assertThat(NumericsChecks.unloadable(new UnsatisfiedLinkError("x"), "2").remedy())
        .contains("glibc");
  }

  @Test
  void aPythonThatIsNotThereIsNamed() {
    Surroundings lost = with(Map.of("FATHOM_PYTHON", "/nowhere/python"));
    for (Check check : List.of(PeerCheck.torch(lost), PeerCheck.jax(lost))) {
      assertThat(check.status()).isEqualTo(Check.Status.NOTE);
      assertThat(check.found()).contains("/nowhere/python");
      assertThat(check.remedy()).contains("--against " + check.name(), "install " + check.name());
    }
  }

  @Test
  void theWorstStatusIsTheWhole() {
    Check fine = Check.ok("a", "b");
    assertThat(Doctor.worst(List.of(fine, Check.error("a", "b", "c"), Check.note("a", "b", "c"))))
        .isEqualTo(Check.Status.ERROR);
    assertThat(Doctor.worst(List.of(fine))).isEqualTo(Check.Status.OK);
  }

  @Test
  void unknownCapabilityIsShownAsSuch() {
    assertThat(new Gpu("", "Tesla X", Optional.empty(), "").describe())
        .isEqualTo("Tesla X (compute capability unknown)");
  }
}
