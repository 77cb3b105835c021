package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.fathom4j.chapter6.CostGraph.Node;
import org.fathom4j.chapter6.CostGraph.Result;
import org.fathom4j.report.lesson.LessonTable;

/** A graph node by node: values forward, local Jacobians, gradients back. */
final class NodeTable {
  private static final int READABLE = 8;

  private NodeTable() {}

  static LessonTable of(String title, CostGraph graph) {
    Result result = graph.run();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      rows.add(
          List.of(
              node.name(),
              node.operation().map(Operation::name).orElse("given"),
              text(result.values().get(i)),
              jacobians(graph, i, result.values()),
              result.gradients().get(i).map(NodeTable::text).orElse("–")));
    }
    return new LessonTable(
        title + ", node by node; rows of a matrix are parted by semicolons",
        List.of(
            "node", "operation", "value", "local derivative (Jacobian)", "gradient of the cost"),
        5,
        rows);
  }

  /** Of the node by each of its parents. */
  private static String jacobians(CostGraph graph, int node, List<Matrix> values) {
    List<Integer> parents = graph.nodes().get(node).parents();
    List<String> texts = new ArrayList<>();
    for (int parent = 0; parent < parents.size(); parent++) {
      String by = parents.size() > 1 ? "by " + graph.nodes().get(parents.get(parent)).name() : "";
      texts.add((by + " " + text(graph.jacobian(node, parent, values))).strip());
    }
    return texts.isEmpty() ? "–" : String.join(" and ", texts);
  }

  private static String text(double[][] jacobian) {
    if (jacobian.length > 1 && jacobian.length <= READABLE && diagonal(jacobian)) {
      double[] entries = new double[jacobian.length];
      Arrays.setAll(entries, i -> jacobian[i][i]);
      return "diagonal (" + row(entries) + ")";
    }
    return jacobian.length * jacobian[0].length <= READABLE
        ? rows(jacobian)
        : jacobian.length + " × " + jacobian[0].length;
  }

  private static boolean diagonal(double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        if (matrix.length != matrix[i].length || (i != j && matrix[i][j] != 0)) {
          return false;
        }
      }
    }
    return true;
  }

  private static String text(Matrix matrix) {
    return matrix.size() <= READABLE
        ? rows(matrix.toRows())
        : matrix.rows()
            + " × "
            + matrix.columns()
            + ", root mean square "
            + Say.number(matrix.rootMeanSquare(), 5);
  }

  private static String rows(double[][] rows) {
    String text = Arrays.stream(rows).map(NodeTable::row).collect(Collectors.joining("; "));
    return rows.length * rows[0].length == 1 ? text : "(" + text + ")";
  }

  private static String row(double[] entries) {
    return Arrays.stream(entries).mapToObj(e -> Say.number(e, 4)).collect(Collectors.joining(", "));
  }
}
