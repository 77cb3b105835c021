package org.fathom4j.compiled.lowering;

/**
 * Something that has no compiled form.
 *
 * @param layer which layer, or "network"
 * @param reason why not
 */
public record Obstacle(String layer, String reason) {
  @Override
  public String toString() {
    return layer + ": " + reason;
  }
}
