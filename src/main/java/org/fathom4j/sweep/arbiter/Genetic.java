package org.fathom4j.sweep.arbiter;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.SinglePointCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;

/**
 * Arbiter's genetic search: a population of 30, single-point crossover at a rate of 0.85, random
 * mutation. Its operators seed themselves by the clock; here all of them draw from one generator of
 * the search's seed, so that the same results in the same order give the same points.
 */
public final class Genetic {
  private Genetic() {}

  /** Genetic search. */
  public static Sampler of(Search search) {
    return new GeneratorSampler(search, space -> generator(space, search.seed()));
  }

  private static CandidateGenerator generator(
      ParameterSpace<Map<String, Object>> space, long seed) {
    RandomGenerator random = new MersenneTwister(seed);
    return new GeneticSearchCandidateGenerator.Builder(space, new Minimized())
        .selectionOperator(
            new GeneticSelectionOperator.Builder()
                .randomGenerator(random)
                .crossoverOperator(
                    new SinglePointCrossover.Builder()
                        .randomGenerator(random)
                        .parentSelection(new RandomTwoParentSelection(random))
                        .build())
                .mutationOperator(
                    new RandomMutationOperator.Builder().randomGenerator(random).build())
                .build())
        .build();
  }

  /** Says that smaller is better, and no more: losses are told. */
  private static final class Minimized implements ScoreFunction {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("deprecation") // Arbiter's own signature
    public double score(
        Object model,
        org.deeplearning4j.arbiter.optimize.api.data.DataProvider data,
        Map<String, Object> parameters) {
      throw new UnsupportedOperationException("losses are told");
    }

    @Override
    public double score(Object model, Class<? extends DataSource> source, Properties properties) {
      throw new UnsupportedOperationException("losses are told");
    }

    @Override
    public boolean minimize() {
      return true;
    }

    @Override
    public List<Class<?>> getSupportedModelTypes() {
      return List.of();
    }

    @Override
    public List<Class<?>> getSupportedDataTypes() {
      return List.of();
    }
  }
}
