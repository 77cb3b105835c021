package org.fathom4j.sweep.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.math3.distribution.GeometricDistribution;
import org.apache.commons.math3.distribution.IntegerDistribution;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.fathom4j.sweep.registry.SamplerRegistry;
import org.fathom4j.sweep.sampler.Conversation;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.SamplerContract;
import org.fathom4j.sweep.sampler.SamplerType;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;
import org.junit.jupiter.api.Test;

/** Arbiter's generators as samplers, and samplers as Arbiter's generators. */
final class GeneratorSamplerTest extends SamplerContract {
  @Override
  protected Sampler sampler(Search search) {
    return new GeneratorSampler(search, RandomSearchGenerator::new);
  }

  @Test
  void thereAndBackIsTheSameSampler() {
    Space space = Space.empty().with("rate", Axis.logReals(1e-4, 1)).with("x", Axis.reals(-1, 1));
    Search search = new Search(space, 12, 3);
    SamplerType random = SamplerRegistry.load().named("random");
    Sampler thereAndBack =
        new GeneratorSampler(search, form -> new SamplerGenerator(form, random, 12, 3, true));
    assertThat(points(search, thereAndBack)).isEqualTo(points(search, random.create(search)));
  }

  @Test
  void everyCombinationOfArbitersLeavesComesOnceAndThenNoMore() {
    Map<String, ParameterSpace<?>> leaves = new LinkedHashMap<>();
    leaves.put("depth", new IntegerParameterSpace(2, 4));
    leaves.put("units", new DiscreteParameterSpace<>(16, 64));
    leaves.put("bias", new BooleanSpace());
    SamplerGenerator generator = generator("tpe", new PointSpace(leaves), true);
    List<Object> values = new ArrayList<>();
    while (generator.hasMoreCandidates()) {
      Candidate<?> candidate = generator.getCandidate();
      assertThat(candidate.getIndex()).isEqualTo(values.size());
      values.add(candidate.getValue());
    }
    assertThat(values).doesNotHaveDuplicates().hasSize(12);
    assertThat(values).contains(Map.of("depth", 4, "units", 16, "bias", true));
  }

  @Test
  void scoresThatAreToBeLargeSteerTheSampler() {
    Map<String, ParameterSpace<?>> leaves = new LinkedHashMap<>();
    leaves.put("x", new ContinuousParameterSpace(0, 10));
    SamplerGenerator generator = generator("tpe", new PointSpace(leaves), false);
    double last = 0;
    for (int k = 0; k < 60; k++) {
      assertThat(generator.hasMoreCandidates()).isTrue();
      Candidate<?> candidate = generator.getCandidate();
      last = (Double) value(candidate, "x");
      generator.reportResults(new OptimizationResult(candidate, last, k, null, null, null));
    }
    assertThat(last).isGreaterThan(8);
  }

  @Test
  void aDistributionOfOnesOwnKeepsItsShape() {
    IntegerDistribution skewed = new GeometricDistribution(0.5);
    Map<String, ParameterSpace<?>> leaves = new LinkedHashMap<>();
    leaves.put("k", new IntegerParameterSpace(skewed));
    SamplerGenerator generator = generator("random", new PointSpace(leaves), true);
    int zeros = 0;
    for (int k = 0; k < 100 && generator.hasMoreCandidates(); k++) {
      zeros += value(generator.getCandidate(), "k").equals(0) ? 1 : 0;
    }
    assertThat(zeros).isBetween(35, 65);
  }

  private static Object value(Candidate<?> candidate, String name) {
    return Objects.requireNonNull(((Map<?, ?>) candidate.getValue()).get(name));
  }

  private static SamplerGenerator generator(String name, PointSpace space, boolean minimize) {
    return new SamplerGenerator(space, SamplerRegistry.load().named(name), 200, 1, minimize);
  }

  private static List<Point> points(Search search, Sampler sampler) {
    Conversation conversation = new Conversation(search, sampler);
    List<Point> points = new ArrayList<>();
    for (Optional<Point> point = conversation.ask();
        point.isPresent();
        point = conversation.ask()) {
      points.add(point.get());
    }
    return points;
  }
}
