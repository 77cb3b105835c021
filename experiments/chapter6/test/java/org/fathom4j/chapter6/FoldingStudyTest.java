package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.study.StudyContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Depth as folding. */
final class FoldingStudyTest {
  @Test
  void fewFoldsHoldWhatIsKnown() {
    Lessons.check(new FoldingStudy(4, 10, 256).run(StudyContext.alone()));
  }

  /** Montúfar's bound as worked out in the papers' notes, and the parts that lines make. */
  @ParameterizedTest
  @CsvSource({"2,4,3,176", "2,8,4,151552", "1,2,8,384", "2,12,1,79", "2,32,1,529"})
  void boundsAreThePublishedOnes(int inputs, int width, int layers, long regions) {
    assertThat(Montufar.bound(inputs, width, layers)).isEqualTo(regions);
  }

  // A layer whose second unit switches on at once does not fold: the copies are lost.
  @Test
  void aLayerThatDoesNotFoldIsSeen() {
    MultiLayerNetwork network = FoldingNets.tents(3);
    assertThat(PieceCount.ofWeights(network, 0, 1)).isEqualTo(8);
    Nets.set(network, 1, Nets.weights(network, 1), 0, 0);
    assertThat(PieceCount.ofWeights(network, 0, 1)).isLessThan(8);
    assertThat(PieceCount.ofValues(FoldingStudy.answers(network, 32))).isLessThan(8);
  }

  @Test
  void bothWaysOfCountingAgree() {
    for (MultiLayerNetwork network :
        new MultiLayerNetwork[] {
          FoldingNets.tents(5), FoldingNets.absolutes(5), FoldingNets.mostPieces(5)
        }) {
      assertThat(PieceCount.ofWeights(network, 0, 1))
          .isEqualTo(PieceCount.ofValues(FoldingStudy.answers(network, 128)));
    }
  }

  // Slopes between neighbours on a fine grid change once or twice in a row at each kink.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void piecesOfRandomNetworksAreThoseOfAFineGrid(long seed) {
    MultiLayerNetwork network = FoldingNets.rectifiersOnALine(3, 3);
    FoldingNets.randomize(network, seed);
    double[] values = FoldingStudy.answers(network, 1 << 20);
    int pieces = 1;
    boolean before = false;
    for (int i = 2; i < values.length; i++) {
      double bend = values[i] - 2 * values[i - 1] + values[i - 2];
      boolean kink = Math.abs(bend) > 1e-11;
      pieces += kink && !before ? 1 : 0;
      before = kink;
    }
    assertThat(PieceCount.ofWeights(network, 0, 1)).isEqualTo(pieces);
  }

  @Test
  void oneHiddenLayerHasAKinkForEachUnit() {
    MultiLayerNetwork network = FoldingNets.rectifiersOnALine(1, 9);
    FoldingNets.randomize(network, 3);
    assertThat(PieceCount.ofWeights(network, 0, 1)).isEqualTo(10);
  }

  @Test
  void tooManyFoldsAreRefused() {
    assertThat(Lessons.problems("folding", Map.of("folds", 11)))
        .containsExactly("study.folding.folds: must be at most 10, got 11");
    assertThat(Lessons.problems("folding", Map.of("folds", 1))).hasSize(1);
  }
}
