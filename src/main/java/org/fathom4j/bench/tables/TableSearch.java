package org.fathom4j.bench.tables;

import java.util.Optional;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.sampler.Conversation;
import org.fathom4j.sweep.sampler.Observation;
import org.fathom4j.sweep.sampler.SamplerType;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Point;

/**
 * A sweep over a table: the sampler is asked, the answer looked up and told, one trial at a time.
 */
final class TableSearch {
  private TableSearch() {}

  /**
   * The regret of the best point found.
   *
   * @param trials points to ask for
   * @param seed of the sampler
   */
  static double regret(RecordedTable table, SamplerType type, int trials, long seed) {
    Search search = new Search(table.space(), trials, seed);
    Conversation conversation = new Conversation(search, type.create(search));
    for (Optional<Point> point = conversation.ask();
        point.isPresent();
        point = conversation.ask()) {
      int number = conversation.history().trials().size();
      conversation.tell(number, TrialState.COMPLETE, table.loss(point.get()), 0);
    }
    double loss =
        conversation.history().best().map(Observation::loss).orElse(Double.POSITIVE_INFINITY);
    return table.regret(loss);
  }
}
