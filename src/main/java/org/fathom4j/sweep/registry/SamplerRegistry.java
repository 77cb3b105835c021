package org.fathom4j.sweep.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Suggestions;
import org.fathom4j.sweep.arbiter.Genetic;
import org.fathom4j.sweep.cmaes.CmaEs;
import org.fathom4j.sweep.grid.Grid;
import org.fathom4j.sweep.random.RandomSearch;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.SamplerType;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.sobol.Sobol;
import org.fathom4j.sweep.tpe.Tpe;

/** Every sampler that a sweep can name: the built-in ones and those found as services. */
public final class SamplerRegistry {
  private static final List<SamplerType> BUILT_IN =
      List.of(
          of("grid", "every combination", Grid::new),
          of("random", "independent draws", RandomSearch::new),
          of("sobol", "fills the space more evenly than random draws", Sobol::new),
          of("tpe", "learns which values go with good results", Tpe::new),
          of("cma-es", "adapts a normal distribution; numbers alone", CmaEs::new),
          of("genetic", "Arbiter's crossover and mutation of a population", Genetic::of),
          of(Auto.NAME, "one of the others, by space and number of trials", Auto::sampler));

  private final Map<String, SamplerType> byName;

  private SamplerRegistry(Map<String, SamplerType> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** The built-in samplers and every {@link SamplerType} service on the class path. */
  public static SamplerRegistry load() {
    List<SamplerType> types = new ArrayList<>(BUILT_IN);
    ServiceLoader.load(SamplerType.class).forEach(types::add);
    Map<String, SamplerType> byName = new LinkedHashMap<>();
    for (SamplerType type : types) {
      if (byName.putIfAbsent(type.name(), type) != null) {
        throw new IllegalStateException("two samplers are named " + type.name());
      }
    }
    return new SamplerRegistry(byName);
  }

  /** Every sampler, the built-in ones first. */
  public List<SamplerType> all() {
    return List.copyOf(byName.values());
  }

  /**
   * The sampler of a name.
   *
   * @throws InvalidSpecException where there is none
   */
  public SamplerType named(String name) {
    SamplerType type = byName.get(name);
    if (type == null) {
      throw new InvalidSpecException(
          "there is no sampler '" + name + "'" + Suggestions.hint(name, byName.keySet()));
    }
    return type;
  }

  private static SamplerType of(
      String name, String description, Function<Search, Sampler> constructor) {
    return new BuiltIn(name, description, constructor);
  }

  private record BuiltIn(String name, String description, Function<Search, Sampler> constructor)
      implements SamplerType {
    @Override
    public Sampler create(Search search) {
      return constructor.apply(search);
    }
  }
}
