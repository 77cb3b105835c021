package org.fathom4j.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.fathom4j.bench.Block.Convolution;
import org.fathom4j.bench.Block.Dense;
import org.fathom4j.bench.Block.Detour;
import org.fathom4j.bench.Block.MaxPooling;
import org.fathom4j.bench.Block.MeanOfAll;
import org.fathom4j.bench.Block.Memory;
import org.fathom4j.bench.Block.Normalization;
import org.fathom4j.bench.Block.Residual;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Suggestions;

/** The networks of the benchmark. */
public final class BenchNets {
  /** The name that stands for all {@link #variants()}. */
  public static final String VARIANTS = "variants";

  /** The name that stands for all {@link #graphs()}. */
  public static final String GRAPHS = "graphs";

  /** The name that stands for all {@link #recurrent()}. */
  public static final String RECURRENT = "recurrent";

  private static final List<Integer> PICTURE = List.of(3, 32, 32);
  private static final int CLASSES = 10;
  private static final int BATCH = 128;
  private static final int WIDTH = 48;

  private BenchNets() {}

  /** Those that the benchmark trains if nothing is said, small to large. */
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
   * More of them, each with a setting that the others lack: together they are {@link #VARIANTS}.
   */
  public static List<BenchNet> variants() {
    BenchNet small = mlp("small-mlp", 784, Collections.nCopies(2, new Dense(256, 1, 0)));
    BenchNet tiny = all().get(0);
    BenchNet deep = all().get(1);
    BenchNet maxout = all().get(2);
    Recipe usual = Recipe.USUAL;
    return List.of(
        tiny.variant("tiny-mlp-rmsprop", usual.with(Recipe.Updater.RMSPROP)),
        tiny.variant("tiny-mlp-xent", usual.with(Recipe.Loss.XENT)),
        tiny.variant("tiny-mlp-mse", usual.with(Recipe.Loss.MSE)),
        tiny.variant("tiny-mlp-masks", usual.withMask()),
        small.variant("small-mlp-xent", usual.with(Recipe.Loss.XENT)),
        small.variant("small-mlp-mse", usual.with(Recipe.Loss.MSE)),
        small.variant("small-mlp-masks", usual.withMask()),
        deep.variant("deep-mlp-rmsprop", usual.with(Recipe.Updater.RMSPROP)),
        deep.variant("deep-mlp-adagrad", usual.with(Recipe.Updater.ADAGRAD)),
        maxout.variant("maxout-mlp-norms", usual.withMaxNorm(2)),
        normalized("small-mlp-norm", small),
        normalized("cnn-3-norm", threeConvolutions("cnn-3", 1)));
  }

  /** What paired seeds are measured on: the smallest, and those of the quick depth study. */
  public static List<BenchNet> paired() {
    return List.of(
        all().get(0), quick(2, 4, 58), quick(3, 13, 65), quick(4, 25, 65), quick(6, 19, 71));
  }

  /** As experiments/10-depth-study.yaml makes it of 60,000 parameters. */
  private static BenchNet quick(int depth, int channels, int units) {
    int convolutions = depth - 1;
    int poolings = Math.min(3, convolutions);
    List<Block> blocks = new ArrayList<>();
    for (int i = 1; i <= convolutions; i++) {
      blocks.add(new Convolution(channels, 5, 1));
      if (rounded(i * poolings, convolutions) > rounded((i - 1) * poolings, convolutions)) {
        blocks.add(new MaxPooling());
      }
    }
    blocks.add(new Dense(units, 1, 0.1));
    return new BenchNet("quick-" + depth, PICTURE, CLASSES, BATCH / 2, blocks, 0.1);
  }

  private static int rounded(int numerator, int denominator) {
    return (2 * numerator + denominator) / (2 * denominator);
  }

  /** Graphs of layers: together they are {@link #GRAPHS}. */
  public static List<BenchNet> graphs() {
    List<Block> residual = new ArrayList<>(List.of(new Convolution(16, 3, 1)));
    for (int stage = 0; stage < 4; stage++) {
      residual.add(new Residual(16 << stage, stage == 0 ? 1 : 2));
      residual.add(new Residual(16 << stage, 1));
    }
    residual.add(new MeanOfAll());
    Block bottom = new Detour(pair(64));
    List<Block> middle = new ArrayList<>(pair(32));
    middle.add(bottom);
    middle.addAll(pair(32));
    List<Block> whole = new ArrayList<>(pair(16));
    whole.add(new Detour(middle));
    whole.addAll(pair(16));
    whole.add(new MeanOfAll());
    return List.of(
        new BenchNet("resnet-18", PICTURE, CLASSES, BATCH / 2, residual, 0),
        new BenchNet("u-net", PICTURE, CLASSES, BATCH / 2, whole, 0));
  }

  /** Layers along sequences: together they are {@link #RECURRENT}. */
  public static List<BenchNet> recurrent() {
    return List.of(sequences("lstm-small", 16, 20, 32), sequences("lstm", 64, 50, 128));
  }

  private static BenchNet sequences(String name, int channels, int length, int units) {
    return new BenchNet(
        name,
        List.of(channels, length),
        CLASSES,
        BATCH / 2,
        List.of(new Memory(units, false), new Memory(units, true)),
        0);
  }

  private static List<Block> pair(int channels) {
    return List.of(new Convolution(channels, 3, 1), new Convolution(channels, 3, 1));
  }

  /** With batch normalization behind each of its layers with weights. */
  private static BenchNet normalized(String name, BenchNet net) {
    List<Block> blocks = new ArrayList<>();
    for (Block block : net.blocks()) {
      blocks.add(block);
      if (!(block instanceof MaxPooling)) {
        blocks.add(new Normalization());
      }
    }
    return new BenchNet(name, net.example(), net.classes(), net.batch(), blocks, net.dropout());
  }

  /**
   * The networks of these names, in the order of the names; where no name is given the usual ones.
   *
   * @throws InvalidSpecException for an unknown name
   */
  public static List<BenchNet> named(List<String> names) {
    if (names.isEmpty()) {
      return all();
    }
    return names.stream().flatMap(BenchNets::group).toList();
  }

  private static Stream<BenchNet> group(String name) {
    return switch (name) {
      case VARIANTS -> variants().stream();
      case GRAPHS -> graphs().stream();
      case RECURRENT -> recurrent().stream();
      default -> Stream.of(named(name));
    };
  }

  private static BenchNet named(String name) {
    List<BenchNet> known =
        Stream.of(all(), variants(), graphs(), recurrent(), paired())
            .flatMap(nets -> nets.stream())
            .distinct()
            .toList();
    return known.stream()
        .filter(net -> net.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSpecException(
                    "--nets: there is no network '"
                        + name
                        + "'"
                        + Suggestions.hint(name, names(known))));
  }

  /** Of networks and of groups of them. */
  private static List<String> names(List<BenchNet> known) {
    return Stream.concat(Stream.of(VARIANTS, GRAPHS, RECURRENT), known.stream().map(BenchNet::name))
        .toList();
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
