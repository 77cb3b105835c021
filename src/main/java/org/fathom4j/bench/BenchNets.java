package org.fathom4j.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fathom4j.bench.Block.Convolution;
import org.fathom4j.bench.Block.Dense;
import org.fathom4j.bench.Block.MaxPooling;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Suggestions;

/** The networks of the benchmark. */
public final class BenchNets {
  private static final List<Integer> PICTURE = List.of(3, 32, 32);
  private static final int CLASSES = 10;
  private static final int BATCH = 128;
  private static final int WIDTH = 48;

  private BenchNets() {}

  /** All of them, small to large. */
  public static List<BenchNet> all() {
    return List.of(
        new BenchNet("tiny-mlp", List.of(20), 2, 64, List.of(new Dense(16, 1, 0)), 0),
        mlp("deep-mlp", 3072, Collections.nCopies(8, new Dense(512, 1, 0))),
        mlp("maxout-mlp", 784, Collections.nCopies(2, new Dense(240, 5, 0))),
        threeConvolutions("cnn-3", 1),
        threeConvolutions("maxout-cnn", 2),
        study(5),
        study(8),
        study(11));
  }

  /**
   * The networks of these names, in the order of the names; all where no name is given.
   *
   * @throws InvalidSpecException for an unknown name
   */
  public static List<BenchNet> named(List<String> names) {
    if (names.isEmpty()) {
      return all();
    }
    return names.stream().map(BenchNets::named).toList();
  }

  private static BenchNet named(String name) {
    return all().stream()
        .filter(net -> net.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSpecException(
                    "--nets: there is no network '"
                        + name
                        + "'"
                        + Suggestions.hint(name, all().stream().map(BenchNet::name).toList())));
  }

  private static BenchNet mlp(String name, int inputs, List<Dense> layers) {
    return new BenchNet(name, List.of(inputs), CLASSES, BATCH, List.copyOf(layers), 0);
  }

  private static BenchNet threeConvolutions(String name, int pieces) {
    return new BenchNet(
        name,
        PICTURE,
        CLASSES,
        BATCH,
        List.of(
            new Convolution(32, 5, pieces),
            new MaxPooling(),
            new Convolution(64, 5, pieces),
            new MaxPooling(),
            new Convolution(64, 3, pieces),
            new Dense(256, pieces, 0)),
        0);
  }

  /** The network of the depth study with this number of layers, the softmax apart. */
  private static BenchNet study(int depth) {
    int convolutions = depth - 1;
    int poolings = Math.min(3, convolutions);
    List<Block> blocks = new ArrayList<>();
    for (int i = 1; i <= convolutions; i++) {
      blocks.add(new Convolution(WIDTH, 5, 1));
      if (ceiling(i * poolings, convolutions) > ceiling((i - 1) * poolings, convolutions)) {
        blocks.add(new MaxPooling());
      }
    }
    blocks.add(new Dense(256, 1, 0.5));
    return new BenchNet("svhn-" + depth, PICTURE, CLASSES, BATCH, blocks, 0.5);
  }

  private static int ceiling(int numerator, int denominator) {
    return (numerator + denominator - 1) / denominator;
  }
}
