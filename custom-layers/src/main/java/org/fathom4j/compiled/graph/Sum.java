package org.fathom4j.compiled.graph;

import java.util.Collections;
import java.util.List;

/**
 * A weighted sum of tensors of one shape: {@code y = sum over i of f[i] x[i]}.
 *
 * <p>Forward reads every x and writes y.
 *
 * @param factors one for each tensor
 */
public record Sum(List<Double> factors) implements Operation {
  /** Copies the factors. */
  public Sum {
    factors = List.copyOf(factors);
  }

  /** The plain sum of so many tensors. */
  public static Sum plain(int terms) {
    return new Sum(Collections.nCopies(terms, 1.0));
  }

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, List<Tensor> terms) {
    Shape shape = terms.get(0).shape();
    if (terms.size() != factors.size() || !terms.stream().allMatch(t -> t.shape().equals(shape))) {
      throw new IllegalArgumentException(
          "a sum of %d tensors of one shape got %s".formatted(factors.size(), terms));
    }
    return graph.add(this, terms, shape);
  }

  @Override
  public String describe() {
    return factors.equals(plain(factors.size()).factors) ? "sum" : "sum of " + factors;
  }

  /** The gradient itself, or a multiple of it. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    for (int i = 0; i < factors.size(); i++) {
      Tensor x = forward.read(i);
      if (back.wanted(x)) {
        Tensor dy = back.gradientOf(forward.write(0));
        if (factors.get(i) == 1) {
          back.passOn(x, dy);
        } else {
          Activation multiple = new Activation(Activation.Function.LINEAR, factors.get(i), 0);
          back.set(forward, back.newGradient(x), multiple, List.of(dy));
        }
      }
    }
  }
}
