package org.fathom4j.compiled.cuda.device;

/**
 * A place in a device's memory: to a kernel a pointer, {@code GLOBAL float *}.
 *
 * @param memory what it lies in
 * @param from floats before it
 */
public record Place(Memory memory, long from) implements Argument {
  /** The beginning. */
  public static Place of(Memory memory) {
    return new Place(memory, 0);
  }

  /** So many floats behind. */
  public Place plus(long floats) {
    return new Place(memory, from + floats);
  }
}
