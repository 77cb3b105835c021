package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.provenance.Provenance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which kernels a run was trained with, whatever runs the compiled step. */
class KernelsTest {
  private final String before = System.getProperty(KernelLibrary.PROPERTY);

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(KernelLibrary.PROPERTY);
    } else {
      System.setProperty(KernelLibrary.PROPERTY, before);
    }
  }

  @Test
  void theLibraryInUseIsKept_andAnotherIsNotGoneOnWith() {
    Provenance standard = Origin.of("");
    System.setProperty(KernelLibrary.PROPERTY, "interpreter");
    Provenance other = Origin.of("");
    assertThat(Kernels.of(standard).library()).startsWith("oneDNN ");
    assertThat(Kernels.of(other).library()).isEqualTo("interpreter");
    assertThat(Kernels.of(other).instructions()).isEqualTo("java");
    assertThat(Kernels.before(other, other, false)).isEmpty();
    assertThatThrownBy(() -> Kernels.before(standard, other, false))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContainingAll("trained with", "(oneDNN ", "java (interpreter, CPU");
    assertThat(Kernels.before(standard, other, true))
        .singleElement()
        .asString()
        .contains("(oneDNN ");
  }

  @Test
  void anotherVersionOfTheLibrary_isAnother() {
    assertThatThrownBy(
            () -> Kernels.before(with("sm_90", "CUDA 13.1"), with("sm_90", "CUDA 13.2"), false))
        .hasMessageContainingAll("CUDA 13.1", "CUDA 13.2");
  }

  @Test
  void runsOfEarlierVersions_areHeldToWhatTheyKept() {
    Provenance now = with("avx2", "oneDNN 3.11.0");
    assertThat(Kernels.before(with("", ""), now, false)).isEmpty();
    assertThat(Kernels.before(with("avx2", ""), now, false)).isEmpty();
    assertThatThrownBy(() -> Kernels.before(with("sse41", ""), now, false))
        .hasMessageContaining("sse41 (CPU)");
  }

  private static Provenance with(String instructions, String library) {
    Map<String, String> versions = new HashMap<>();
    if (!library.isEmpty()) {
      versions.put(Kernels.VERSION, library);
    }
    return new Provenance(
        "", false, "", "", "", "", "", 1, 1, "", "CPU", instructions, versions, List.of(), 0);
  }
}
