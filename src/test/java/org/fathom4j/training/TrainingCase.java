package org.fathom4j.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One training of a small network.
 *
 * @param number decides everything but optimizer, schedule and start of the weights
 * @param compiled the compiled step, or DL4J's own
 */
record TrainingCase(int number, String optimizer, String schedule, String init, boolean compiled) {
  static final int EPOCHS = 4;
  static final int STEPS = 3;

  private static final List<String> OPTIMIZERS =
      List.of(
          "sgd: {rate: 0.05}",
          "nesterov: {rate: 0.02}",
          "adam: {rate: 0.01}",
          "rmsprop: {rate: 0.005}",
          "adagrad: {rate: 0.05}");

  private static final List<String> SCHEDULES =
      List.of(
          "constant: {}",
          "cosine: {to: 0.1}",
          "linear: {}",
          "exponential: {to: 0.01}",
          "step: {factor: 0.5, epochs: 2}");

  private static final List<String> INITS =
      List.of("he", "xavier", "{normal: 0.1}", "{uniform: 0.1}", "zero");

  private static final List<String> NETWORKS =
      List.of(
          "[{dense: {units: 6, dropout: 0.3}}, {dropout: {rate: 0.4}}, output]",
          "[{convolution: {channels: 3, kernel: 3, stride: 2}}, batch-normalization,"
              + " {activation: {function: relu}}, {pooling: {window: 4}}, {dense: {units: 5}}, output]",
          "[{dense: {units: 5, activation: tanh}}, {gaussian-noise: {deviation: 0.3}}, output]",
          "[{maxout: {units: 4, dropout: 0.2}}, parametric-rectifier, output]",
          "[{pooling: {window: 4}}, {subtractive-normalization: {}},"
              + " {dense: {units: 6, dropout: 0.5}}, output]",
          "[{convolution: {channels: 4, kernel: 3, stride: 4}}, local-response-normalization,"
              + " {dense: {units: 6}}, batch-normalization, output]");

  private static final List<String> EXTRAS =
      List.of(
          "early-stopping: {patience: 1}",
          "max-norm: 0.5",
          "clip: 0.1, weight-decay: 0.01",
          "l1: 0.001, bias-init: 0.1",
          "early-stopping: {patience: 2}, max-norm: 1, weight-decay: 0.001");

  /** Every value of every choice with both engines, most of them in pairs. */
  static List<TrainingCase> sample() {
    return IntStream.range(0, 12)
        .mapToObj(
            i ->
                new TrainingCase(
                    i,
                    OPTIMIZERS.get(i % 5),
                    SCHEDULES.get((i + i / 5) % 5),
                    INITS.get((2 * i + i / 5) % 5),
                    i % 2 == (i / 6) % 2))
        .toList();
  }

  /** Every optimizer with every schedule and every start, on both engines. */
  static List<TrainingCase> all() {
    List<TrainingCase> all = new ArrayList<>();
    for (String optimizer : OPTIMIZERS) {
      for (String schedule : SCHEDULES) {
        for (String init : INITS) {
          all.add(new TrainingCase(all.size(), optimizer, schedule, init, true));
          all.add(new TrainingCase(all.size() - 1, optimizer, schedule, init, false));
        }
      }
    }
    return all;
  }

  static List<TrainingCase> named(String name) {
    return name.equals("all") ? all() : sample();
  }

  /** Whether pictures are shifted and mirrored in training. */
  boolean varied() {
    return number % 3 != 0;
  }

  String name() {
    return number + (compiled ? "-compiled" : "-dl4j");
  }

  String yaml() {
    return """
        name: case
        data: {name: street-numbers, train: 44, validation: 16, test: 16, seed: 3, augment: {%s}}
        network: %s
        training:
          {epochs: %d, batch: 16, optimizer: {%s}, schedule: {%s}, init: %s, %s}
        """
        .formatted(
            varied() ? "shift: 2, flip: true" : "",
            NETWORKS.get(number % NETWORKS.size()),
            EPOCHS,
            optimizer,
            schedule,
            init,
            EXTRAS.get((number + number / 5) % EXTRAS.size()));
  }
}
