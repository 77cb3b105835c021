package org.fathom4j.compiled.cuda.kit;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Activation.Function;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;
import org.fathom4j.compiled.graph.Window;
import org.fathom4j.compiled.graph.Window.Padding;

/** Draws networks: the same seed always draws the same. */
public final class RandomNet {
  /** Functions that bend, none of which grows beyond bounds. */
  private static final List<Activation> FUNCTIONS =
      List.of(
          new Activation(Function.RELU, 0, 0),
          new Activation(Function.RELU, 0.01, 0),
          Activation.of(Function.SIGMOID),
          Activation.of(Function.TANH),
          new Activation(Function.ELU, 1, 0),
          new Activation(Function.SOFTPLUS, 1, 0),
          new Activation(Function.SWISH, 1, 0),
          Activation.of(Function.MISH));

  private static final int LARGEST_PADDING = 2;

  private final Random random;

  private RandomNet(long seed) {
    this.random = new Random(seed * 7919 + 13);
  }

  public static Net.Trained draw(long seed) {
    return new RandomNet(seed).draw();
  }

  private Net.Trained draw() {
    int batch = between(1, 9);
    boolean pictures = random.nextInt(3) > 0;
    Shape features =
        pictures
            ? Shape.of(batch, between(1, 5), between(6, 14), between(6, 14))
            : Shape.of(batch, between(1, 40));
    Net net = new Net(features, random.nextLong());
    int blocks = between(1, 4);
    for (int i = 0; i < blocks && net.shape().rank() > 2; i++) {
      picture(net);
    }
    for (int i = 0; i < between(0, 3); i++) {
      net.dense(between(1, 70)).activation(function());
      beside(net);
    }
    return net.dense(between(1, 11)).trained(loss(), update());
  }

  private void picture(Net net) {
    int kernel = between(1, 4);
    int dilation = between(1, 2);
    int groups = random.nextInt(3) == 0 ? (int) net.shape().size(1) : 1;
    int pieces = random.nextInt(4) == 0 ? 2 : 1;
    Padding padding = new Padding(pad(), pad(), pad(), pad());
    Window window =
        new Window(kernel, kernel, between(1, 2), between(1, 2), dilation, dilation, padding);
    if (tooSmall(window, net.shape())) {
      return;
    }
    net.convolution(window, groups * pieces * between(1, 5), groups);
    if (pieces > 1) {
      net.maxout(pieces);
    }
    net.activation(function());
    if (random.nextInt(5) == 0) {
      net.localResponse(new LocalResponse(1, 1e-2, 0.75, 2));
    }
    Window pool = new Window(2, 2, 2, 2, 1, 1, new Padding(0, 0, random.nextInt(2), 0));
    if (random.nextInt(2) == 0 && !tooSmall(pool, net.shape())) {
      Pooling.Kind[] kinds = Pooling.Kind.values();
      net.pooling(new Pooling(kinds[random.nextInt(kinds.length)], pool));
    }
    beside(net);
  }

  private static boolean tooSmall(Window window, Shape shape) {
    return window.inputHeight(1) > shape.size(2) || window.inputWidth(1) > shape.size(3);
  }

  private void beside(Net net) {
    if (random.nextInt(4) == 0 && net.shape().elements() > net.shape().size(1)) {
      net.normalization();
    }
    if (random.nextInt(4) == 0) {
      net.dropout(0.5 + random.nextDouble() / 2);
    }
  }

  private int pad() {
    return random.nextInt(LARGEST_PADDING + 1);
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private Activation function() {
    return FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
  }

  private Loss loss() {
    Loss.Kind[] kinds = Loss.Kind.values();
    return new Loss(kinds[random.nextInt(kinds.length)], List.of(), 1e-5, 1);
  }

  private Update update() {
    Factor rate = batch -> 0.01 / (1 + batch.iteration());
    Factor share = batch -> 1.0 / batch.examples();
    List<UpdateRule> rules =
        List.of(
            new UpdateRule.Scaled(rate),
            new UpdateRule.Nesterov(rate, batch -> 0.9),
            new UpdateRule.Adam(rate, 0.9, 0.999, 1e-3));
    Optional<Factor> pull = random.nextBoolean() ? Optional.of(batch -> 1e-3) : Optional.empty();
    return new Update(
        rules.get(random.nextInt(rules.size())), share, Optional.empty(), pull, Optional.empty());
  }
}
