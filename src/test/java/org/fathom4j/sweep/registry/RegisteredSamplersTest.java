package org.fathom4j.sweep.registry;

import java.util.List;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.SamplerContract;
import org.fathom4j.sweep.sampler.SamplerType;
import org.fathom4j.sweep.sampler.Search;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sampler of the registry keeps the contract, without a test file of its own. */
@ParameterizedClass(name = "{0}")
@MethodSource("samplers")
final class RegisteredSamplersTest extends SamplerContract {
  private final SamplerType type;

  RegisteredSamplersTest(SamplerType type) {
    this.type = type;
  }

  static List<SamplerType> samplers() {
    return SamplerRegistry.load().all();
  }

  @Override
  protected Sampler sampler(Search search) {
    return type.create(search);
  }

  @Override
  protected boolean random() {
    return !type.name().equals("grid");
  }
}
