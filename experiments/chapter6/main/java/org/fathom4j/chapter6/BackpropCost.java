package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.chapter6.BackpropGraphs.Sizes;
import org.fathom4j.chapter6.CostGraph.Result;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.verdict.KnownAnswer;

/**
 * What the way back costs, in counted multiply-adds, beside the way forward: four hidden layers of
 * one width between 8 inputs and 4 outputs, 128 examples: so many that the weight decay, whose
 * share does not grow with them, hardly counts.
 *
 * @param forward multiply-adds of the cost
 * @param backward of the gradients by all weights
 * @param backwardWithInputs of those and by the inputs, as a layer within a deeper network needs
 */
record BackpropCost(int width, long forward, long backward, long backwardWithInputs) {
  private static final int EXAMPLES = 128;
  private static final int WIDE = 128;
  private static final String SECTION = "Deep Learning, section 6.5.7";

  static BackpropCost count(int width, long seed) {
    Sizes sizes = new Sizes(EXAMPLES, 8, List.of(width, width, width, width), 4);
    Result weights = BackpropGraphs.network(sizes, 0.01, false, seed).graph().run();
    Result all = BackpropGraphs.network(sizes, 0.01, true, seed).graph().run();
    return new BackpropCost(width, weights.forward(), weights.backward(), all.backward());
  }

  /** Times the way forward, for the gradients by all weights. */
  double weights() {
    return (double) backward / forward;
  }

  /** Times the way forward, for the gradients by the inputs too. */
  double withInputs() {
    return (double) backwardWithInputs / forward;
  }

  /** The ratio is about 2 for wide networks, and never above 2. */
  static List<KnownAnswer> answers(List<BackpropCost> costs) {
    BackpropCost widest = costs.get(costs.size() - 1);
    double most = costs.stream().mapToDouble(BackpropCost::withInputs).max().orElse(0);
    List<KnownAnswer> answers = new ArrayList<>();
    answers.add(
        KnownAnswer.near(
            "cost/weights",
            "Gradients by all weights cost about twice the way forward, at width " + widest.width(),
            2,
            widest.width() >= WIDE ? 0.05 : 0.5,
            widest.weights(),
            SECTION));
    answers.add(
        KnownAnswer.near(
            "cost/with-inputs",
            "The same with the gradient by the inputs",
            2,
            widest.width() >= WIDE ? 0.05 : 0.5,
            widest.withInputs(),
            SECTION));
    answers.add(
        KnownAnswer.atMost(
            "cost/most",
            "No width costs more than two products back for one forward: largest ratio",
            2,
            most,
            SECTION));
    return answers;
  }

  static LessonTable table(List<BackpropCost> costs) {
    List<List<String>> rows =
        costs.stream()
            .map(
                cost ->
                    List.of(
                        Integer.toString(cost.width()),
                        Say.count(cost.forward()),
                        Say.count(cost.backward()),
                        Say.fixed(cost.weights(), 3),
                        Say.count(cost.backwardWithInputs()),
                        Say.fixed(cost.withInputs(), 3)))
            .toList();
    return new LessonTable(
        "Counted multiply-adds of four hidden layers",
        List.of("width", "forward", "back", "ratio", "back, inputs too", "ratio"),
        0,
        rows);
  }
}
