package org.fathom4j.experiment.arbiter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.BaseNetworkSpace.LayerConf;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.BaseCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.arbiter.Genetic;
import org.fathom4j.sweep.arbiter.LeafSpace;
import org.fathom4j.sweep.grid.Grid;
import org.fathom4j.sweep.random.RandomSearch;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Point;

/**
 * What an optimization configuration searches: its generator's kind of search by our samplers,
 * which end where the space does, take a seed, and propose nothing twice.
 *
 * @param parameters Arbiter's space
 * @param leaves its leaves as a space of ours
 * @param names of the leaves, such as {@code layer0.nOut}
 * @param search the space, candidates at most, seed
 * @param generator Arbiter's, of which the kind and the data parameters are taken
 */
record Candidates(
    ParameterSpace<?> parameters,
    LeafSpace leaves,
    List<String> names,
    Search search,
    CandidateGenerator generator) {
  private static final int MOST = 10_000;

  /**
   * Reads them.
   *
   * @throws InvalidSpecException where the generator is of a kind that is not known
   */
  static Candidates of(OptimizationConfiguration configuration) {
    CandidateGenerator generator = configuration.getCandidateGenerator();
    ParameterSpace<?> parameters = generator.getParameterSpace();
    LeafSpace leaves = LeafSpace.of(parameters, gridPoints(configuration));
    int trials = MOST;
    for (Object condition : configuration.getTerminationConditions()) {
      if (condition instanceof MaxCandidatesCondition most) {
        trials = Math.min(trials, most.getMaxCandidates());
      }
    }
    Long seed = configuration.getRngSeed();
    Search search = new Search(leaves.space(), trials, seed == null ? 1 : seed);
    Candidates candidates =
        new Candidates(parameters, leaves, names(parameters, leaves), search, generator);
    candidates.sampler();
    return candidates;
  }

  /** The generator keeps to itself how many points a grid takes of a range; its JSON has it. */
  private static int gridPoints(OptimizationConfiguration configuration) {
    if (!(configuration.getCandidateGenerator() instanceof GridSearchCandidateGenerator)) {
      return 0;
    }
    try {
      return new ObjectMapper()
          .readTree(configuration.toJson())
          .at("/candidateGenerator/discretizationCount")
          .asInt();
    } catch (JsonProcessingException e) {
      throw new InvalidSpecException("candidateGenerator: cannot be read as JSON, " + e);
    }
  }

  /** A sampler that was told nothing yet. */
  Sampler sampler() {
    if (generator instanceof GridSearchCandidateGenerator) {
      return new Grid(search);
    }
    if (generator instanceof RandomSearchGenerator) {
      return new RandomSearch(search);
    }
    if (generator instanceof GeneticSearchCandidateGenerator) {
      return Genetic.of(search);
    }
    throw new InvalidSpecException(
        "candidateGenerator: must be random, grid or genetic search, got "
            + generator.getClass().getName());
  }

  /** Candidates at most: fewer where the space has no more. */
  int total() {
    return (int) Math.min(search.trials(), search.space().cardinality());
  }

  /** Names and values of a candidate. */
  Map<String, Object> values(Point point) {
    return leaves.values(leaves.place(point), names);
  }

  /** The candidate's networks, built anew. */
  DL4JConfiguration configuration(Point point) {
    Object value = parameters.getValue(leaves.place(point));
    if (value instanceof DL4JConfiguration network) {
      return network;
    }
    throw new InvalidSpecException(
        "the parameter space must be a MultiLayerSpace, its value was " + value);
  }

  /** What the generator hands to data providers. */
  Map<String, Object> dataParameters() {
    Map<String, Object> given =
        generator instanceof BaseCandidateGenerator<?> base ? base.getDataParameters() : null;
    return given == null ? Map.of() : given;
  }

  private static List<String> names(ParameterSpace<?> parameters, LeafSpace leaves) {
    List<String> names = new ArrayList<>();
    for (ParameterSpace<?> leaf : leaves.leaves()) {
      String name = name(parameters, leaf);
      names.add(name.isEmpty() || names.contains(name) ? name + "leaf" + names.size() : name);
    }
    return names;
  }

  private static String name(ParameterSpace<?> parameters, ParameterSpace<?> leaf) {
    if (parameters instanceof BaseNetworkSpace<?> network) {
      for (int k = 0; k < network.getLayerSpaces().size(); k++) {
        LayerConf layer = network.getLayerSpaces().get(k);
        String nested = path(layer.getLayerSpace(), leaf);
        if (layer.getNumLayers() == leaf || !nested.isEmpty()) {
          return "layer" + k + (nested.isEmpty() ? ".numLayers" : nested);
        }
      }
    }
    String path = path(parameters, leaf);
    return path.isEmpty() ? path : path.substring(1);
  }

  /** Such as {@code .updater.learningRate}; empty where the leaf is elsewhere. */
  private static String path(ParameterSpace<?> within, ParameterSpace<?> leaf) {
    for (Map.Entry<String, ? extends ParameterSpace<?>> nested : nested(within).entrySet()) {
      if (nested.getValue() == leaf) {
        return "." + nested.getKey();
      }
      String below = path(nested.getValue(), leaf);
      if (!below.isEmpty()) {
        return "." + nested.getKey() + below;
      }
    }
    return "";
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // Arbiter's own signature
  private static Map<String, ? extends ParameterSpace<?>> nested(ParameterSpace<?> within) {
    return (Map) within.getNestedSpaces();
  }
}
