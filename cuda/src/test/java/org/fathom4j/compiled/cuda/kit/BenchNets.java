package org.fathom4j.compiled.cuda.kit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Activation.Function;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;
import org.fathom4j.compiled.graph.Window;
import org.fathom4j.compiled.graph.Window.Padding;

/** The eight networks of {@code ./fathom bench}, and what their twin in Python is told of them. */
public record BenchNets(
    String name,
    List<Long> example,
    int classes,
    int batch,
    List<BenchNets.Block> blocks,
    double dropout) {
  private static final double RATE = 0.01;
  private static final double MOMENTUM = 0.9;
  private static final int BATCH = 128;
  private static final int CLASSES = 10;
  private static final List<Long> PICTURE = List.of(3L, 32L, 32L);

  /** Layers, in the twin's terms. */
  public sealed interface Block {
    /** Keeps the picture's size; with one piece followed by ReLU, else maxout. */
    record Convolution(int channels, int kernel, int pieces) implements Block {}

    /** Windows of 2x2. */
    record MaxPooling() implements Block {}

    /** With dropout in front; with one piece followed by ReLU, else maxout. */
    record Dense(int units, int pieces, double dropout) implements Block {}
  }

  public static List<BenchNets> all() {
    return List.of(
        new BenchNets("tiny-mlp", List.of(20L), 2, 64, List.of(new Block.Dense(16, 1, 0)), 0),
        mlp("deep-mlp", 3072, 8, new Block.Dense(512, 1, 0)),
        mlp("maxout-mlp", 784, 2, new Block.Dense(240, 5, 0)),
        threeConvolutions("cnn-3", 1),
        threeConvolutions("maxout-cnn", 2),
        study(5),
        study(8),
        study(11));
  }

  private static BenchNets mlp(String name, long inputs, int depth, Block.Dense layer) {
    return new BenchNets(
        name, List.of(inputs), CLASSES, BATCH, Collections.nCopies(depth, layer), 0);
  }

  private static BenchNets threeConvolutions(String name, int pieces) {
    return new BenchNets(
        name,
        PICTURE,
        CLASSES,
        BATCH,
        List.of(
            new Block.Convolution(32, 5, pieces),
            new Block.MaxPooling(),
            new Block.Convolution(64, 5, pieces),
            new Block.MaxPooling(),
            new Block.Convolution(64, 3, pieces),
            new Block.Dense(256, pieces, 0)),
        0);
  }

  /** The network of the depth study with so many layers. */
  private static BenchNets study(int depth) {
    int convolutions = depth - 1;
    int poolings = Math.min(3, convolutions);
    List<Block> blocks = new ArrayList<>();
    for (int i = 1; i <= convolutions; i++) {
      blocks.add(new Block.Convolution(48, 5, 1));
      if (ceiling(i * poolings, convolutions) > ceiling((i - 1) * poolings, convolutions)) {
        blocks.add(new Block.MaxPooling());
      }
    }
    blocks.add(new Block.Dense(256, 1, 0.5));
    return new BenchNets("svhn-" + depth, PICTURE, CLASSES, BATCH, blocks, 0.5);
  }

  private static int ceiling(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** Its training step. */
  public Net.Trained trained() {
    List<Long> sizes = new ArrayList<>(List.of((long) batch));
    sizes.addAll(example);
    Net net = new Net(new Shape(sizes), 1);
    blocks.forEach(block -> add(net, block));
    if (dropout > 0) {
      net.flatten().dropout(1 - dropout);
    }
    net.dense(classes);
    Update update =
        new Update(
            new UpdateRule.Nesterov(at -> RATE, at -> MOMENTUM),
            at -> 1.0 / batch,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return net.trained(
        new Loss(Loss.Kind.SOFTMAX_CROSS_ENTROPY, List.of(), 1e-10, 1.0 / batch), update);
  }

  private static void add(Net net, Block block) {
    if (block instanceof Block.Convolution layer) {
      int around = layer.kernel() / 2;
      Padding padding = new Padding(around, around, around, around);
      net.convolution(
          new Window(layer.kernel(), layer.kernel(), 1, 1, 1, 1, padding),
          layer.channels() * layer.pieces(),
          1);
      bend(net, layer.pieces());
    } else if (block instanceof Block.Dense layer) {
      if (layer.dropout() > 0) {
        net.flatten().dropout(1 - layer.dropout());
      }
      net.dense(layer.units() * layer.pieces());
      bend(net, layer.pieces());
    } else {
      Window window = new Window(2, 2, 2, 2, 1, 1, new Padding(0, 0, 0, 0));
      net.pooling(new Pooling(Pooling.Kind.MAX, window));
    }
  }

  private static void bend(Net net, int pieces) {
    if (pieces > 1) {
      net.maxout(pieces);
    } else {
      net.activation(Activation.of(Function.RELU));
    }
  }

  /** What the twin is told, in JSON. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"device\": \"cuda\", \"threads\": 1, \"rate\": %s, \"momentum\": %s, \"adaptiveRate\": 0.001, \"net\": {\"name\": \"%s\", \"example\": %s, \"classes\": %d, \"batch\": %d, \"dropout\": %s, \"blocks\": [%s], \"recipe\": {\"updater\": \"nesterovs\", \"loss\": \"softmax\", \"masked\": false, \"maxNorm\": 0}}}",
        RATE,
        MOMENTUM,
        name,
        example,
        classes,
        batch,
        dropout,
        blocks.stream().map(BenchNets::json).collect(Collectors.joining(", ")));
  }

  private static String json(Block block) {
    if (block instanceof Block.Convolution layer) {
      return String.format(
          Locale.ROOT,
          "{\"type\": \"convolution\", \"channels\": %d, \"kernel\": %d, \"pieces\": %d}",
          layer.channels(),
          layer.kernel(),
          layer.pieces());
    }
    if (block instanceof Block.Dense layer) {
      return String.format(
          Locale.ROOT,
          "{\"type\": \"dense\", \"units\": %d, \"pieces\": %d, \"dropout\": %s}",
          layer.units(),
          layer.pieces(),
          layer.dropout());
    }
    return "{\"type\": \"max-pooling\"}";
  }
}
