package org.fathom4j.compiled.graph;

/**
 * A value that a step reads or writes.
 *
 * @param id unique in its graph
 * @param name for people: layer and role
 * @param shape its logical sizes; how they lie in memory is the backend's affair
 * @param storage where its elements live
 */
public record Tensor(int id, String name, Shape shape, Storage storage) {

  @Override
  public String toString() {
    return name + "[" + shape + "]";
  }
}
