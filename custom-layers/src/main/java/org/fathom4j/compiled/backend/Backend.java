package org.fathom4j.compiled.backend;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.Operation;
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

  /** Whether it has a kernel for operations of this class. */
  boolean knows(Class<? extends Operation> operation);

  /** Why this backend cannot run a step, or nothing where it can. */
  default Optional<String> obstacle(Step step) {
    Operation operation = step.operation();
    return operation instanceof HostOperation || knows(operation.getClass())
        ? Optional.empty()
        : Optional.of("%s has no kernel for %s".formatted(name(), operation.describe()));
  }

  /** The steps of a graph that it cannot run, with the reason; asked before anything is trained. */
  default Map<Step, String> obstacles(Graph graph) {
    Map<Step, String> obstacles = new LinkedHashMap<>();
    for (Step step : graph.steps()) {
      obstacle(step).ifPresent(why -> obstacles.put(step, why));
    }
    return obstacles;
  }

  /** Why products of a precision would only be emulated here, or nothing where they are not. */
  default Optional<String> obstacle(Precision precision) {
    return Optional.empty();
  }

  /**
   * Takes one of the network's flat vectors into what memory it has. On the CPU that is the vector
   * itself.
   *
   * @param vector outside of Java's heap, in the machine's byte order
   */
  default Residence reside(FloatBuffer vector) {
    return new InPlace(vector);
  }

  /**
   * Chooses kernels and layouts and plans the memory: the graph as something to run.
   *
   * @param vectors of this backend
   */
  Program compile(Graph graph, Vectors vectors);

  @Override
  void close();
}
