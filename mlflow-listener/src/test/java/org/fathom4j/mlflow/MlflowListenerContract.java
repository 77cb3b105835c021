package org.fathom4j.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.mlflow.client.ServerView;
import org.fathom4j.mlflow.client.ServerView.SeenPoint;
import org.fathom4j.mlflow.client.ServerView.SeenRun;
import org.junit.jupiter.api.Test;
import org.nd4j.evaluation.classification.Evaluation;

/** What a training looks like on an MLflow server, a fake one or a real one. */
abstract class MlflowListenerContract {
  final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  abstract String uri();

  ListenerBuilder to(String experiment) {
    return MlflowListener.to(uri()).experiment(experiment).warnings(warnings::add);
  }

  ServerView view() {
    return new ServerView(uri());
  }

  SeenRun run(String experiment) throws Exception {
    assertThat(warnings).isEmpty();
    List<SeenRun> runs = view().runs(experiment);
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }

  @Test
  void aNetworkIsDescribedAndFollowed() throws Exception {
    MultiLayerNetwork network = Nets.network();
    try (MlflowListener mlflow =
        to("network")
            .run("tanh")
            .parameter("data", "pairs")
            .tag("team", "a")
            .evaluating("validation", Nets.batches())
            .build()) {
      network.setListeners(mlflow);
      network.fit(Nets.batches(), 4);
      mlflow.log("share", 0.5);
    }

    SeenRun run = run("network");
    assertThat(run.status()).isEqualTo("FINISHED");
    assertThat(run.parameters())
        .containsEntry("model", "MultiLayerNetwork")
        .containsEntry("optimizer", "Adam")
        .containsEntry("learning-rate", "0.05")
        .containsEntry("optimizer.beta1", "0.9")
        .containsEntry("l2", "1.0E-4")
        .containsEntry("batch-size", "32")
        .containsEntry("layers", "2")
        .containsEntry("network-parameters", "42")
        .containsEntry("seed", "7")
        .containsEntry("data", "pairs")
        .containsEntry("layer-01", "DenseLayer 2->8 tanh");
    assertThat(run.tags()).containsEntry("mlflow.runName", "tanh").containsEntry("team", "a");
    assertThat(view().history(run.id(), "score"))
        .extracting(SeenPoint::step)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
    List<SeenPoint> losses = view().history(run.id(), "train/loss");
    assertThat(losses).extracting(SeenPoint::step).containsExactly(1L, 2L, 3L, 4L);
    double mean =
        view().history(run.id(), "score").subList(9, 12).stream()
            .mapToDouble(SeenPoint::value)
            .average()
            .orElse(0);
    assertThat(losses.get(3).value()).isCloseTo(mean, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(view().history(run.id(), "validation/accuracy"))
        .extracting(SeenPoint::step)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(run.metrics())
        .containsKeys("validation/f1", "epoch-seconds", "system/cpu_utilization_percentage")
        .containsEntry("share", 0.5);
    assertThat(view().artifacts(run.id())).contains("network.json", "network.txt");
  }

  @Test
  void aGraphIsFollowedToo() throws Exception {
    ComputationGraph graph = Nets.graph();
    try (MlflowListener mlflow = to("graph").build()) {
      graph.setListeners(mlflow);
      graph.fit(Nets.batches(), 2);
      mlflow.evaluated("test", graph.<Evaluation>evaluate(Nets.batches()));
    }

    SeenRun run = run("graph");
    assertThat(run.status()).isEqualTo("FINISHED");
    assertThat(run.parameters())
        .containsEntry("model", "ComputationGraph")
        .containsEntry("layer-02", "OutputLayer 8->2 softmax");
    assertThat(view().history(run.id(), "train/loss")).hasSize(2);
    assertThat(run.metrics()).containsKey("test/accuracy");
  }

  @Test
  void trainingThatBreaksIsShownAsFailedAndTheExceptionStays() throws Exception {
    MultiLayerNetwork network = Nets.network();
    assertThatThrownBy(
            () -> {
              try (MlflowListener mlflow = to("broken").build()) {
                network.setListeners(mlflow);
                network.fit(new BrokenBatches(4), 4);
              }
            })
        .hasMessageContaining("no more data");

    SeenRun run = run("broken");
    assertThat(run.status()).isEqualTo("FAILED");
    assertThat(view().history(run.id(), "score")).isNotEmpty();
  }

  @Test
  void aListenerThatHeardNothingMakesNoRun() {
    to("silent").build().close();

    assertThat(warnings).isEmpty();
  }

  @Test
  void theProgramSaysHowItEnded() throws Exception {
    MultiLayerNetwork network = Nets.network();
    MlflowListener mlflow = to("told").build();
    network.setListeners(mlflow);
    network.fit(Nets.batches(), 1);
    mlflow.failed(new IllegalStateException("worse than chance"));
    mlflow.close();

    SeenRun run = run("told");
    assertThat(run.status()).isEqualTo("FAILED");
    assertThat(run.tags())
        .containsEntry("cause", "java.lang.IllegalStateException: worse than chance");
  }
}
