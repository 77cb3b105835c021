package org.fathom4j.compiled.backend;

import java.nio.FloatBuffer;

/**
 * Where a backend's programs read and write one of the network's flat vectors: in place, or in a
 * copy in a device's own memory. Nothing is copied but when it is said so here.
 */
public interface Residence extends AutoCloseable {

  /** The network's own vector. Whoever handed it over keeps it alive. */
  FloatBuffer host();

  /** From the network's vector to where programs read: somebody may have changed it. */
  void push();

  /** From where programs write to the network's vector: somebody is about to look at it. */
  void fetch();

  @Override
  void close();
}
