package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fathom4j.chapter6.Operation.Work;

/**
 * A computational graph whose last node is the cost (section 6.5). Nodes are added after their
 * parents, so that their order is a topological one: forwards for the values, backwards for the
 * gradients (algorithms 6.1 and 6.2 of the book). Every edge is passed once.
 */
final class CostGraph {
  /**
   * A node.
   *
   * @param operation empty for a given value
   * @param wanted whether the gradient of the cost by its value is asked for
   */
  record Node(String name, Optional<Operation> operation, List<Integer> parents, boolean wanted) {
    Node {
      parents = List.copyOf(parents);
    }
  }

  /**
   * Values and gradients of all nodes.
   *
   * @param gradients empty where none is wanted below
   * @param forward multiply-adds of the values
   * @param backward multiply-adds of the gradients
   * @param edges passed backwards
   */
  record Result(
      List<Matrix> values,
      List<Optional<Matrix>> gradients,
      long forward,
      long backward,
      int edges) {
    double cost() {
      return values.get(values.size() - 1).at(0, 0);
    }

    Matrix gradient(int node) {
      return gradients.get(node).orElseThrow();
    }
  }

  private final List<Node> nodes = new ArrayList<>();
  private final List<Matrix> given = new ArrayList<>();

  /** A value that is given; the gradient by it is not needed. */
  int data(String name, Matrix value) {
    return add(new Node(name, Optional.empty(), List.of(), false), value);
  }

  /** A value that is given; the gradient by it is wanted. */
  int parameter(String name, Matrix value) {
    return add(new Node(name, Optional.empty(), List.of(), true), value);
  }

  /** A value that is computed from earlier nodes. */
  int node(String name, Operation operation, Integer... parents) {
    boolean wanted = Arrays.stream(parents).anyMatch(parent -> nodes.get(parent).wanted());
    Node node = new Node(name, Optional.of(operation), List.of(parents), wanted);
    return add(node, Matrix.zeros(0, 0));
  }

  private int add(Node node, Matrix value) {
    nodes.add(node);
    given.add(value);
    return nodes.size() - 1;
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  Matrix given(int node) {
    return given.get(node);
  }

  /** Gives another value to a node that has no operation. */
  void give(int node, Matrix value) {
    given.set(node, value);
  }

  /** All values, in order. */
  List<Matrix> forward(Work work) {
    List<Matrix> values = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      values.add(
          node.operation().isPresent()
              ? node.operation().get().value(inputs(node, values), work)
              : given.get(i));
    }
    return values;
  }

  /** All values, then all gradients from the cost back. */
  Result run() {
    Work forward = new Work();
    Work backward = new Work();
    List<Matrix> values = forward(forward);
    List<Optional<Matrix>> gradients = new ArrayList<>();
    nodes.forEach(node -> gradients.add(Optional.empty()));
    gradients.set(nodes.size() - 1, Optional.of(Matrix.scalar(1)));
    int edges = 0;
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      Optional<Matrix> arrived = gradients.get(i);
      for (int p = 0; arrived.isPresent() && p < node.parents().size(); p++) {
        int parent = node.parents().get(p);
        if (nodes.get(parent).wanted()) {
          Matrix part = edge(i, p, values, arrived.get(), backward);
          gradients.set(parent, Optional.of(sum(gradients.get(parent), part, backward)));
          edges++;
        }
      }
    }
    return new Result(values, gradients, forward.done(), backward.done(), edges);
  }

  private static Matrix sum(Optional<Matrix> before, Matrix part, Work work) {
    if (before.isEmpty()) {
      return part;
    }
    work.add(part.size());
    return before.get().plus(part);
  }

  private Matrix edge(int node, int parent, List<Matrix> values, Matrix arrived, Work work) {
    Node of = nodes.get(node);
    return of.operation()
        .orElseThrow()
        .back(parent, inputs(of, values), values.get(node), arrived, work);
  }

  private static List<Matrix> inputs(Node node, List<Matrix> values) {
    return node.parents().stream().map(values::get).toList();
  }

  /**
   * The local Jacobian of a node by one of its parents, {@code [outputs][inputs]}: a row for each
   * element that a gradient of 1 arrives at.
   */
  double[][] jacobian(int node, int parent, List<Matrix> values) {
    Matrix output = values.get(node);
    double[][] rows = new double[output.size()][];
    for (int i = 0; i < output.size(); i++) {
      Matrix one = Matrix.zeros(output.rows(), output.columns()).with(i, 1);
      rows[i] = edge(node, parent, values, one, new Work()).values();
    }
    return rows;
  }

  /** The same by central differences of the node's value. */
  double[][] jacobianByDifferences(int node, int parent, List<Matrix> values, double step) {
    Node of = nodes.get(node);
    List<Matrix> inputs = inputs(of, values);
    Matrix at = inputs.get(parent);
    double[][] rows = new double[values.get(node).size()][at.size()];
    for (int j = 0; j < at.size(); j++) {
      List<Matrix> moved = new ArrayList<>(inputs);
      moved.set(parent, at.with(j, at.values()[j] + step));
      Matrix above = of.operation().orElseThrow().value(moved, new Work());
      moved.set(parent, at.with(j, at.values()[j] - step));
      Matrix below = of.operation().orElseThrow().value(moved, new Work());
      for (int i = 0; i < rows.length; i++) {
        rows[i][j] = (above.values()[i] - below.values()[i]) / (2 * step);
      }
    }
    return rows;
  }

  /** The gradient of the cost by a given value, by central differences of the whole graph. */
  Matrix gradientByDifferences(int node, double step) {
    Matrix at = given.get(node);
    Matrix gradient = Matrix.zeros(at.rows(), at.columns());
    for (int i = 0; i < at.size(); i++) {
      give(node, at.with(i, at.values()[i] + step));
      double above = cost();
      give(node, at.with(i, at.values()[i] - step));
      gradient.values()[i] = (above - cost()) / (2 * step);
    }
    give(node, at);
    return gradient;
  }

  private double cost() {
    return forward(new Work()).get(nodes.size() - 1).at(0, 0);
  }
}
