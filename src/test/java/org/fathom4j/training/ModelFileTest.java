package org.fathom4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

final class ModelFileTest {
  private static final FittedData FITTED =
      new FittedData.OwnNumbers(Target.Numbers.of(List.of("price"), false));

  @TempDir private Path folder;

  private static MultiLayerNetwork network(long seed) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .list()
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.feedForward(3))
                .build());
    network.init();
    return network;
  }

  private ModelFile file() {
    return new ModelFile(folder.resolve("model.zip"), FITTED, "seen-1");
  }

  @Test
  void whatWasWrittenIsRead_andNothingElseIsLeft() throws IOException {
    file().write(network(1), new float[] {1, 2.5f, -3});
    MultiLayerNetwork written = network(2);
    file().write(written, new float[] {1, 2.5f, -3});
    assertThat(ModelFile.network(file().path()).params()).isEqualTo(written.params());
    assertThat(ModelFile.read(file().path())).contains(file());
    assertThat(names()).containsExactly("model.zip");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has a disk that is always full")
  @ResourceLock(Resources.SYSTEM_ERR)
  void onAFullDiskTheErrorIsThrown_notPrinted_andTheNetworkBeforeItStays() throws IOException {
    MultiLayerNetwork before = network(1);
    file().write(before, new float[] {1, 2.5f, -3});
    Files.createSymbolicLink(folder.resolve("model.zip.part"), Path.of("/dev/full"));
    PrintStream console = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThatThrownBy(() -> file().write(network(2), new float[] {1, 2.5f, -3}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
    } finally {
      System.setErr(console);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(ModelFile.network(file().path()).params()).isEqualTo(before.params());
    assertThat(names()).containsExactly("model.zip");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
