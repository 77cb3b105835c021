package org.fathom4j.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> KNOWN =
      List.of("convolution", "dense", "dropout", "weight-decay", "max-norm", "relu", "prelu");

  @ParameterizedTest
  @CsvSource({
    "convolutoin,convolution", // two letters swapped
    "conv,convolution", // the beginning
    "Dense,dense",
    "densee,dense",
    "weight_decay,weight-decay",
    "weightDecay,weight-decay",
    "maxnorm,max-norm",
    "rlu,relu"
  })
  void findsTheNameThatWasMeant(String name, String meant) {
    assertThat(Suggestions.nearest(name, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"softmax", "x", "convex", "de"})
  void findsNothingWhereNothingIsNear(String name) {
    assertThat(Suggestions.nearest(name, KNOWN)).isEmpty();
  }

  @Test
  void theHintListsWhatIsKnownWhereNothingIsNear() {
    assertThat(Suggestions.hint("softmax", List.of("b", "a"))).isEqualTo("; known: a, b");
    assertThat(Suggestions.hint("densse", KNOWN)).isEqualTo("; did you mean 'dense'?");
    assertThat(Suggestions.hint("x", List.of())).isEmpty();
  }
}
