package org.fathom4j.cli.evaluate;

import java.io.PrintWriter;
import java.util.List;
import org.fathom4j.data.ExampleStream.Example;
import org.fathom4j.evaluation.PredictionListener;
import org.fathom4j.scoring.Answer;

/** Writes predictions as they come. */
final class PredictionOutput implements PredictionListener {
  private final PredictionLines lines;
  private final PrintWriter out;
  private final PrintWriter err;
  private long predicted;
  private long bad;

  PredictionOutput(PredictionLines lines, PrintWriter out, PrintWriter err) {
    this.lines = lines;
    this.out = out;
    this.err = err;
    out.print(lines.head());
    out.flush();
  }

  @Override
  public boolean predicted(List<Example> examples, List<Answer> answers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < examples.size(); i++) {
      text.append(lines.line(examples.get(i), answers.get(i)));
    }
    out.print(text);
    predicted += examples.size();
    return !isClosed();
  }

  /** Flushes, and says whether the reader of the output has gone. */
  private boolean isClosed() {
    return out.checkError() || System.out.checkError(); // the one may hide behind the other
  }

  @Override
  public void bad(String fault) {
    bad++;
    err.println(fault);
  }

  /** Says how many were left out; whether anything was predicted. */
  boolean close() {
    out.flush();
    if (predicted == 0) {
      err.println(
          "error: nothing was predicted: " + (bad == 0 ? "there is no example" : counted()));
    } else if (bad > 0) {
      err.println(counted() + ", %d predicted".formatted(predicted));
    }
    return predicted > 0;
  }

  private String counted() {
    return bad + (bad == 1 ? " record" : " records") + " could not be read";
  }
}
