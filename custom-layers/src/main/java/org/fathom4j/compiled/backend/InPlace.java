package org.fathom4j.compiled.backend;

import java.nio.FloatBuffer;

/** The network's own memory: there is nothing to copy. */
record InPlace(FloatBuffer host) implements Residence {
  @Override
  public void push() {}

  @Override
  public void fetch() {}

  @Override
  public void close() {}
}
