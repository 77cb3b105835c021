package org.fathom4j.compiled.graph;

/**
 * A loss of several networks, side by side, on the same labels: rows {@code [groups n, out]} of one
 * network after the other.
 *
 * <p>Reads z of that shape and labels {@code [n,out]}. Writes {@code dz} and a {@code score} for
 * each network, {@code [groups]}. Nothing else has a gradient.
 *
 * @param loss of each network
 * @param groups how many networks
 */
public record GroupedLoss(Loss loss, int groups) implements Operation {
  @Override
  public String describe() {
    return "%s of %d networks".formatted(loss.describe(), groups);
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
