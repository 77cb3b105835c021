package org.fathom4j.evaluation;

import java.util.List;
import org.fathom4j.data.ExampleStream.Example;
import org.fathom4j.scoring.Answer;

/** Is told what a network says of examples, as they are read. */
public interface PredictionListener {
  /**
   * Some examples, in order.
   *
   * @param examples valid during this call
   * @param answers one for each
   * @return whether to go on
   */
  boolean predicted(List<Example> examples, List<Answer> answers);

  /**
   * Something that cannot be read as an example; it may come before examples that stand before it.
   *
   * @param fault where it is and what is wrong
   */
  void bad(String fault);
}
