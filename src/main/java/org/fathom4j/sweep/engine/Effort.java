package org.fathom4j.sweep.engine;

import org.fathom4j.sweep.space.Point;

/**
 * What is known of a configuration's training before it begins. It depends on the configuration
 * alone, never on a clock or a machine.
 */
public interface Effort {
  /** Epochs of a whole training. */
  int epochs(Point point);

  /** What an epoch costs, such as operations, in a unit of one's own. */
  double operations(Point point);
}
