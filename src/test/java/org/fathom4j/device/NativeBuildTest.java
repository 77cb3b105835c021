package org.fathom4j.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NativeBuildTest {
  @ParameterizedTest
  @CsvSource({
    "nd4j-native-1.0.0-M2.1-linux-x86_64-onednn-avx512.jar, nd4j-native linux-x86_64-onednn-avx512",
    "nd4j-native-1.0.0-M2.1-macosx-arm64.jar, nd4j-native macosx-arm64",
    "nd4j-cuda-11.6-1.0.0-M2.1-linux-x86_64-cudnn.jar, nd4j-cuda-11.6 linux-x86_64-cudnn",
  })
  void isToldByTheNameOfItsJar(String jar, String described) {
    String path =
        String.join(
            File.pathSeparator,
            "/repo/nd4j-native-api-1.0.0-M2.1.jar",
            "/repo/nd4j-native-preset-1.0.0-M2.1-linux-x86_64.jar",
            "/repo/nd4j-native-1.0.0-M2.1.jar",
            "/a folder/" + jar);
    assertThat(NativeBuild.of(path).describe()).isEqualTo(described);
  }

  @Test
  void aClassPathWithoutOneHasNone() {
    assertThat(NativeBuild.of("/repo/gson-2.8.0.jar").backend()).isEmpty();
  }
}
