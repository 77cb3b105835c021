package org.fathom4j.sweep.sobol;

import java.util.Optional;
import org.fathom4j.sweep.sampler.Draws;
import org.fathom4j.sweep.sampler.Fresh;
import org.fathom4j.sweep.sampler.History;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Point;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * Sobol's sequence (direction numbers of Joe and Kuo, 2008), shifted as a whole by the seed and
 * wrapped round at the ends (Cranley and Patterson, 1976). A parameter that is not there uses up
 * its coordinate all the same, so that the others stay evenly spread.
 */
public final class Sobol implements Sampler {
  private final Search search;
  private final double[] shift;
  private final SobolSequenceGenerator sequence;

  /** A sequence of as many dimensions as the space has parameters, at most 1000. */
  public Sobol(Search search) {
    this.search = search;
    Draws draws = Draws.of(search.seed(), 0);
    this.shift = draws.doubles(Math.max(1, search.space().entries().size())).toArray();
    this.sequence = new SobolSequenceGenerator(shift.length);
  }

  @Override
  public boolean learns() {
    return false;
  }

  @Override
  public Optional<Point> ask(History history) {
    // Those before were given or passed over when the trials before were asked for.
    sequence.skipTo(history.next() - 1);
    return Fresh.of(
        search.space(),
        history,
        () -> search.space().at(shifted(sequence.nextVector())),
        Draws.of(search.seed(), history.next()));
  }

  private double[] shifted(double[] place) {
    double[] shares = new double[search.space().entries().size()];
    for (int k = 0; k < shares.length; k++) {
      double moved = place[k] + shift[k];
      shares[k] = moved < 1 ? moved : moved - 1;
    }
    return shares;
  }
}
