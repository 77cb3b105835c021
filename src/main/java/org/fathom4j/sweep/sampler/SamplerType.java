package org.fathom4j.sweep.sampler;

/** A kind of sampler, as the registry lists it. */
public interface SamplerType {
  /** The name in experiment files. */
  String name();

  /** What it does, in a few words. */
  String description();

  /**
   * A sampler for a search.
   *
   * @throws org.fathom4j.problem.InvalidSpecException where it cannot serve the space
   */
  Sampler create(Search search);
}
