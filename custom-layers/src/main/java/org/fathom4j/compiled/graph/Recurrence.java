package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A layer that runs along sequences, step by step, from zeros or from where another run ended:
 * {@code h_t} of {@code z_t = W x_t + R h_(t-1) + b}.
 *
 * <p>A simple cell is {@code h = f(z)}. Of an LSTM, z has four parts, one after the other: the
 * candidate a, and the gates f (forget), o (output) and i (input), with {@code c_t = sigmoid(f)
 * c_(t-1) + sigmoid(i) tanh(a)} and {@code h_t = sigmoid(o) tanh(c_t)} (Gers, Schmidhuber and
 * Cummins 2000). With peepholes p, one for each gate and unit, {@code p_f c_(t-1)}, {@code p_o c_t}
 * and {@code p_i c_(t-1)} are added to the gates (Gers, Schraudolph and Schmidhuber 2002).
 *
 * <p>Forward reads {@code x [t,n,in], W [parts*out,in], R [parts*out,out], b [parts*out]} and,
 * where the cell has peepholes, {@code p [3,out]} in the order f, o, i; it writes {@code y
 * [t,n,out]} and, in training, what the way back needs. One that carries also reads {@code h
 * [n,out]}, and c of an LSTM, from before the first step, and writes those of the last.
 *
 * @param cell what a step computes
 * @param reversed whether the last step of a sequence comes first
 * @param carries whether it goes on from where another run ended
 */
public record Recurrence(Cell cell, boolean reversed, boolean carries) implements Operation {

  /** What a step computes. */
  public enum Cell {
    /** A rectifier. */
    RELU(1),
    /** A logistic function. */
    SIGMOID(1),
    /** A hyperbolic tangent. */
    TANH(1),
    /** Long short-term memory. */
    LSTM(4),
    /** Long short-term memory whose gates see the memory too. */
    PEEPHOLE_LSTM(4);

    private final int parts;

    Cell(int parts) {
      this.parts = parts;
    }

    /** Parts of z. */
    public int parts() {
      return parts;
    }

    /** Tensors that a step hands to the next: h, and c where there is memory. */
    public int states() {
      return parts == 1 ? 1 : 2;
    }

    /** Tensors of weights: W, R, b, and p where there are peepholes. */
    public int weights() {
      return this == PEEPHOLE_LSTM ? 4 : 3;
    }
  }

  /** Gates that peepholes lead to. */
  public static final int GATES = 3;

  /**
   * What a step multiplies and adds.
   *
   * @param input W
   * @param recurrent R
   * @param bias b
   * @param peepholes p, where the cell has them
   */
  public record Weights(Tensor input, Tensor recurrent, Tensor bias, Optional<Tensor> peepholes) {}

  /** One that begins with zeros. */
  public Recurrence(Cell cell, boolean reversed) {
    this(cell, reversed, false);
  }

  /** Adds the forward step; the result is y. Where it carries, the graph hands states on. */
  public Tensor of(GraphBuilder graph, Tensor x, Weights weights) {
    List<Tensor> reads =
        new ArrayList<>(List.of(x, weights.input, weights.recurrent, weights.bias));
    weights.peepholes.ifPresent(reads::add);
    Shape in = x.shape();
    Shape state = Shape.of(in.size(1), weights.recurrent.shape().size(1));
    Tensor y = graph.tensor("y", Shape.of(in.size(0), in.size(1), state.size(1)));
    List<Tensor> writes = new ArrayList<>(List.of(y));
    if (carries) {
      for (int i = 0; i < cell.states(); i++) {
        reads.add(graph.carried(state));
        Tensor last = graph.tensor("last", state);
        writes.add(last);
        graph.handOn(last);
      }
    }
    if (graph.training()) {
      writes.add(graph.kept("states", y.shape()));
    }
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, reads, writes));
    return y;
  }

  @Override
  public String describe() {
    return cell.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + " along sequences"
        + (reversed ? ", reversed" : "")
        + (carries ? ", carried on" : "");
  }

  /**
   * Backward reads what forward reads and writes, and {@code dy}, and writes the gradients of x and
   * of the weights; none goes back to another run.
   */
  @Override
  public void backward(Step forward, Backpropagation back) {
    List<Tensor> reads = new ArrayList<>(forward.reads());
    reads.addAll(forward.writes());
    reads.add(back.gradientOf(forward.write(0)));
    back.add(
        forward,
        Pass.BACKWARD_DATA,
        reads,
        forward.reads().subList(0, 1 + cell.weights()).stream().map(back::newGradient).toList());
  }
}
