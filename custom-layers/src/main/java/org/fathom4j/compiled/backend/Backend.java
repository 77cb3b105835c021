package org.fathom4j.compiled.backend;

import java.util.Optional;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.Step;

/** A library of kernels on one device. */
public interface Backend extends AutoCloseable {

  /** Name and version, for people. */
  String name();

  /**
   * The instruction set or kind of processor that its kernels use, such as {@code avx512_core}:
   * another one gives losses that differ in their last digits.
   */
  String instructions();

  /** So many parameters are worth an update by this backend; fewer are swept in Java. */
  int shortestUpdate();

  /** Why this backend cannot run a step, or nothing where it can. */
  Optional<String> obstacle(Step step);

  /** Chooses kernels and layouts and plans the memory: the graph as something to run. */
  Program compile(Graph graph, Vectors vectors);

  @Override
  void close();
}
