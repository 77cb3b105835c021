package org.fathom4j.compiled;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.compiled.lowering.Obstacle;

/**
 * What of a network can be compiled, layer by layer; prints itself as a table.
 *
 * @param layers every layer in order
 * @param obstacles everything that has no compiled form, of layers, network or machine; empty where
 *     the network can be compiled
 */
public record Explanation(List<String> layers, List<Obstacle> obstacles) {
  /** Copies the lists. */
  public Explanation {
    layers = List.copyOf(layers);
    obstacles = List.copyOf(obstacles);
  }

  /** Whether {@link CompiledNetwork#compile} takes the network. */
  public boolean compilable() {
    return obstacles.isEmpty();
  }

  @Override
  public String toString() {
    String others =
        obstacles.stream()
            .filter(obstacle -> !layers.contains(obstacle.layer()))
            .map(obstacle -> obstacle + System.lineSeparator())
            .collect(Collectors.joining());
    return layers.stream().map(this::line).collect(Collectors.joining("", others, ""));
  }

  private String line(String layer) {
    Optional<Obstacle> obstacle =
        obstacles.stream().filter(each -> each.layer().equals(layer)).findFirst();
    return obstacle.map(Obstacle::toString).orElse(layer + ": compiled") + System.lineSeparator();
  }
}
