package org.fathom4j.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.mlflow.client.FakeServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

final class MlflowListenerTest extends MlflowListenerContract {
  @SuppressWarnings("NullAway.Init")
  private FakeServer fake;

  @BeforeEach
  void start() throws IOException {
    fake = new FakeServer(0);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Override
  String uri() {
    return fake.uri();
  }

  private void train(MlflowListener listener) {
    try (listener) {
      MultiLayerNetwork network = Nets.network();
      network.setListeners(listener);
      network.fit(Nets.batches(), 1);
    }
  }

  @Test
  void theNetworkIsALoggedModelWhereTheServerHasThem() throws Exception {
    train(to("kept").build());

    String folder = "1/models/m-1/artifacts/";
    assertThat(fake.artifacts()).contains(folder + "model.zip", folder + "MLmodel");
    assertThat(fake.artifact(folder + "MLmodel"))
        .contains(
            "artifact_path: \"models:/m-1\"",
            "flavors:\n  deeplearning4j:\n    data: \"model.zip\"\n    kind: \"MultiLayerNetwork\"",
            "model_id: \"m-1\"",
            "\\\"dtype\\\":\\\"float32\\\",\\\"shape\\\":[-1,2]",
            "saved_input_example_info:\n  artifact_path: input_example.json\n");
    INDArray first = Nets.data().getFeatures();
    assertThat(fake.artifact(folder + "serving_input_example.json"))
        .isEqualTo("{\"inputs\":[[%s,%s]]}", first.getFloat(0, 0), first.getFloat(0, 1));
    assertThat(fake.told(run("kept").id())).contains("runs/outputs", "\"model_id\":\"m-1\"");
  }

  @Test
  void elseItIsAmongTheFilesOfTheRun() throws Exception {
    fake.withoutLoggedModels();

    train(to("kept").build());

    assertThat(view().artifacts(run("kept").id()))
        .contains("model/MLmodel", "model/input_example.json", "model/model.zip");
    assertThat(fake.told(run("kept").id())).contains("runs/log-model");
  }

  @Test
  void itStaysAtHomeWhereThatIsAskedFor() {
    train(to("small").model(false).build());

    assertThat(fake.artifacts()).noneMatch(path -> path.endsWith("model.zip"));
  }

  @Test
  void noTemporaryFileIsLeft() throws Exception {
    List<Path> before = temporary();

    train(to("kept").build());

    List<Path> left = new ArrayList<>(temporary());
    left.removeAll(before);
    // Those of a test that runs beside this one go soon.
    for (int i = 0; i < 300 && left.stream().anyMatch(Files::exists); i++) {
      Thread.sleep(100);
    }
    assertThat(left).noneMatch(Files::exists);
  }

  private static List<Path> temporary() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("mlflow-\\d+\\.zip"))
          .sorted()
          .toList();
    }
  }

  @Test
  void whoAsksIsToldInTheHeaderAndNowhereElse() throws Exception {
    String secret = "s3cret";
    MlflowListener listener =
        MlflowListener.to(fake.uri().replace("http://", "http://ada:" + secret + "@"))
            .experiment("secret")
            .warnings(warnings::add)
            .build();

    train(listener);

    String pair =
        Base64.getEncoder().encodeToString(("ada:" + secret).getBytes(StandardCharsets.UTF_8));
    assertThat(fake.authorizations()).isNotEmpty().containsOnly("Basic " + pair);
    assertThat(run("secret").toString()).doesNotContain(secret);
    assertThat(fake.artifacts()).noneMatch(path -> fake.artifact(path).contains(secret));
  }
}
