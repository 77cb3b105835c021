package org.fathom4j.sweep.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Condition;
import org.fathom4j.sweep.space.Space;
import org.junit.jupiter.api.Test;

final class AutoTest {
  private static final Space REAL =
      Space.empty().with("rate", Axis.logReals(1e-4, 1)).with("momentum", Axis.reals(0, 1));
  private static final Space WHOLE =
      Space.empty().with("depth", Axis.ints(1, 5)).with("width", Axis.logInts(8, 512));

  @Test
  void spaceAndNumberOfTrialsChoose() {
    assertThat(choice(WHOLE, 2525)).isEqualTo("grid");
    assertThat(choice(WHOLE, 2524)).isEqualTo("tpe");
    assertThat(choice(WHOLE, 20)).isEqualTo("tpe");
    assertThat(choice(WHOLE, 19)).isEqualTo("sobol");
    assertThat(choice(REAL, 199)).isEqualTo("tpe");
    assertThat(choice(REAL, 200)).isEqualTo("cma-es");
    assertThat(choice(REAL.with("depth", Axis.fixed(3)), 200)).isEqualTo("cma-es");
    assertThat(choice(REAL.with("unit", Axis.choice("relu", "tanh")), 1000)).isEqualTo("tpe");
    Space conditional =
        REAL.with("on", Axis.fixed(1)).with("decay", Axis.reals(0, 1), Condition.when("on", 1));
    assertThat(choice(conditional, 1000)).isEqualTo("tpe");
  }

  @Test
  void itSaysWhy() {
    assertThat(Auto.choice(new Search(WHOLE, 7, 1)).reason()).contains("7 trials are too few");
  }

  private static String choice(Space space, int trials) {
    return Auto.choice(new Search(space, trials, 1)).sampler();
  }
}
