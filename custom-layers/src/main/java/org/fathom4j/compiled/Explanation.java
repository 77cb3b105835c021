package org.fathom4j.compiled;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fathom4j.compiled.lowering.Obstacle;

/**
 * What of a network can be compiled, layer by layer, and what that leaves to Java; prints itself as
 * a table.
 *
 * @param layers every layer in order
 * @param obstacles everything that has no compiled form, of layers, network or machine; empty where
 *     the network can be compiled
 * @param notes what else there is to know, of layers, of the network or of its update: which layers
 *     are not trained, and which steps run in Java, with what they cost
 */
public record Explanation(List<String> layers, List<Obstacle> obstacles, List<Note> notes) {
  /**
   * Something to know.
   *
   * @param subject a layer, "network" or "update"
   * @param text what
   */
  public record Note(String subject, String text) {
    @Override
    public String toString() {
      return subject + ": " + text;
    }
  }

  /** Copies the lists. */
  public Explanation {
    layers = List.copyOf(layers);
    obstacles = List.copyOf(obstacles);
    notes = List.copyOf(notes);
  }

  /** Whether {@link CompiledNetwork#compile} takes the network. */
  public boolean compilable() {
    return obstacles.isEmpty();
  }

  @Override
  public String toString() {
    Stream<String> others =
        obstacles.stream().filter(each -> !layers.contains(each.layer())).map(Obstacle::toString);
    Stream<String> rest =
        notes.stream().filter(each -> !layers.contains(each.subject())).map(Note::toString);
    return Stream.of(others, layers.stream().map(this::line), rest)
        .flatMap(lines -> lines)
        .map(line -> line + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private String line(String layer) {
    Optional<Obstacle> obstacle =
        obstacles.stream().filter(each -> each.layer().equals(layer)).findFirst();
    return obstacle
        .map(Obstacle::toString)
        .orElseGet(
            () ->
                notes.stream()
                    .filter(each -> each.subject().equals(layer))
                    .map(each -> "; " + each.text())
                    .collect(Collectors.joining("", layer + ": compiled", "")));
  }
}
