package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.chapter6.BackpropGraphs.Built;
import org.fathom4j.chapter6.CostGraph.Result;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Label;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.lesson.Exhibit;

/** The pictures of {@link BackpropStudy}. */
final class BackpropFigures {
  private static final Ink FORWARD = Ink.series(0);
  private static final Ink BACK = Ink.series(1);

  private BackpropFigures() {}

  static List<Exhibit> of(Built chain, List<BackpropCost> costs) {
    return List.of(chain(chain), costs(costs));
  }

  private static Exhibit chain(Built chain) {
    Result result = chain.graph().run();
    List<Point> values = new ArrayList<>();
    List<Point> gradients = new ArrayList<>();
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < result.values().size(); i++) {
      values.add(new Point(i, result.values().get(i).at(0, 0)));
      gradients.add(new Point(i, result.gradient(i).at(0, 0)));
      ticks.add(new Tick(i, chain.graph().nodes().get(i).name()));
    }
    List<Point> locals = locals(chain.graph(), gradients, result.values());
    Axis nodes = Charts.labelled("node, the cost z at the right", -0.5, values.size() - 0.5, ticks);
    Axis y = Charts.axis("value, slope", 0, 1.15);
    Caption caption =
        new Caption(
            "backprop-chain",
            "Values go right, slopes come back left",
            "The chain z = f(f(f(w))) with f = tanh at w = 0.7",
            "Values from w to z: "
                + said(values)
                + ". Slopes of z by each node: "
                + said(gradients)
                + ". Local derivatives between them: "
                + said(locals)
                + ".");
    return new Exhibit(
        new Plot(
            caption,
            List.of(
                new Panel(
                    "Forward: value of each node",
                    nodes,
                    y,
                    List.of(new Series("value", Style.line(FORWARD, Mark.CIRCLE), values)),
                    labels(values, FORWARD)),
                new Panel(
                    "Back: slope of z by each node",
                    nodes,
                    y,
                    List.of(new Series("slope dz/dnode", Style.line(BACK, Mark.SQUARE), gradients)),
                    backLabels(gradients, locals)))),
        "Read the first panel from left to right, the second from right to left: the slope is 1 at"
            + " z itself, and at every step back it is multiplied by the local derivative beside the"
            + " line, of one node by the node before it.");
  }

  /** Between two nodes, half way up the line, the derivative of the later by the earlier. */
  private static List<Point> locals(CostGraph graph, List<Point> gradients, List<Matrix> values) {
    List<Point> locals = new ArrayList<>();
    for (int i = 1; i < gradients.size(); i++) {
      locals.add(new Point(i - 0.5, graph.jacobian(i, 0, values)[0][0]));
    }
    return locals;
  }

  /** The slopes at the nodes, the local derivatives below the middle of each line. */
  private static List<Label> backLabels(List<Point> gradients, List<Point> locals) {
    List<Label> labels = new ArrayList<>(labels(gradients, BACK));
    for (int i = 0; i < locals.size(); i++) {
      double middle = (gradients.get(i).y() + gradients.get(i + 1).y()) / 2;
      Point below = new Point(locals.get(i).x() + 0.1, middle - 0.16);
      labels.add(new Label(below, "× " + Say.fixed(locals.get(i).y(), 3), Ink.TEXT));
    }
    return labels;
  }

  private static List<Label> labels(List<Point> points, Ink ink) {
    return points.stream().map(p -> new Label(p, Say.fixed(p.y(), 3), ink)).toList();
  }

  private static String said(List<Point> points) {
    return String.join(", ", points.stream().map(p -> Say.fixed(p.y(), 3)).toList());
  }

  private static Exhibit costs(List<BackpropCost> costs) {
    List<Point> weights = new ArrayList<>();
    List<Point> all = new ArrayList<>();
    List<Tick> ticks = new ArrayList<>();
    for (BackpropCost cost : costs) {
      weights.add(new Point(cost.width(), cost.weights()));
      all.add(new Point(cost.width(), cost.withInputs()));
      ticks.add(new Tick(cost.width(), Integer.toString(cost.width())));
    }
    BackpropCost widest = costs.get(costs.size() - 1);
    double low = costs.get(0).width() / 1.3;
    double high = widest.width() * 1.3;
    Axis x = new Axis("units of each hidden layer", low, high, true, ticks);
    Caption caption =
        new Caption(
            "backprop-cost",
            "The way back costs about twice the way forward",
            "Counted multiply-adds of four hidden layers, 8 inputs, 4 outputs, 128 examples",
            "Back over forward for the gradients by all weights: "
                + String.join(
                    "; ",
                    costs.stream()
                        .map(c -> "width " + c.width() + " " + Say.fixed(c.weights(), 2))
                        .toList())
                + ".");
    Panel panel =
        new Panel(
            "",
            x,
            Charts.axis("multiply-adds back, as a multiple of forward", 0, 2.2),
            List.of(
                new Series(
                    "two products back for one forward",
                    Charts.broken(Ink.MUTED, 1.6),
                    List.of(new Point(low, 2), new Point(high, 2))),
                new Series(
                    "gradients by all weights and the inputs",
                    Style.line(FORWARD, Mark.CIRCLE),
                    all),
                new Series("gradients by all weights", Style.line(BACK, Mark.SQUARE), weights)),
            List.of());
    return new Exhibit(
        new Plot(caption, List.of(panel)),
        "Every matrix product on the way forward needs two on the way back, one for the weights and"
            + " one for the layer below; the wider the network, the less counts besides. At width "
            + widest.width()
            + ": "
            + Say.count(widest.forward())
            + " multiply-adds forward, "
            + Say.count(widest.backward())
            + " back, "
            + Say.fixed(widest.weights(), 2)
            + " times as many.");
  }
}
