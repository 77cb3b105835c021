package org.fathom4j.layers;

import java.util.List;

/**
 * A configuration that must be refused.
 *
 * @param name what is wrong
 * @param build builds the layer
 * @param message parts of the message: the layer, the rule, the value
 */
public record BadConfig(String name, Runnable build, List<String> message) {

  /** A configuration refused with a message that has these parts. */
  public static BadConfig of(String name, Runnable build, String... message) {
    return new BadConfig(name, build, List.of(message));
  }

  @Override
  public String toString() {
    return name;
  }
}
