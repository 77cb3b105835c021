package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.datasets.iterator.IteratorMultiDataSetIterator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Epochs over iterators mean what they mean to DL4J: the same steps on the same batches. */
class EpochsTest {
  private static final int BATCH = 5;
  private static final int BATCHES = 3; // of 12 examples

  private final MultiLayerNetwork plain = network();
  private final MultiLayerNetwork other = network();
  private final CompiledNetwork compiled = CompiledNetwork.compile(other);

  @AfterEach
  void bothHaveTrainedAlike() {
    compiled.close();
    assertThat(other.getIterationCount()).isEqualTo(plain.getIterationCount());
    assertThat(other.getEpochCount()).isEqualTo(plain.getEpochCount());
    assertThat(other.params().distance2(plain.params())).isLessThan(1e-4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void fewerThanOneEpoch_isRefused(int epochs) {
    assertThatThrownBy(() -> plain.fit(resettable(), epochs))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> compiled.fit(resettable(), epochs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of epochs must be at least 1, got " + epochs);
  }

  @Test
  void severalEpochsOverAnIteratorThatCannotBeReset_areRefused() {
    assertThatThrownBy(() -> plain.fit(oneWay(), 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> compiled.fit(oneWay(), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("3 epochs", "ExistingDataSetIterator", "train 1 epoch");
    assertThatThrownBy(() -> compiled.fit(oneWayOfSeveral(), 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(other.getIterationCount()).isZero();
  }

  @Test
  void oneEpochOverAnIteratorThatCannotBeReset_trains() {
    plain.fit(oneWay(), 1);
    compiled.fit(oneWay(), 1);
    assertThat(other.getIterationCount()).isEqualTo(BATCHES);
  }

  @Test
  void anIteratorGoesOnFromWhereItStands() {
    DataSetIterator left = resettable();
    DataSetIterator right = resettable();
    left.next();
    right.next();
    plain.fit(left, 2);
    compiled.fit(right, 2);
    assertThat(other.getIterationCount()).isEqualTo(BATCHES - 1 + BATCHES);
  }

  @Test
  void anIteratorOfWhichNothingIsLeft_isReset() {
    DataSetIterator left = resettable();
    DataSetIterator right = resettable();
    plain.fit(left);
    plain.fit(left);
    compiled.fit(right);
    compiled.fit(right);
    assertThat(other.getIterationCount()).isEqualTo(2 * BATCHES);
  }

  @Test
  void anIteratorOfWhichNothingIsLeftAndThatCannotBeReset_isAnEpochWithoutSteps() {
    DataSetIterator left = oneWay();
    DataSetIterator right = oneWay();
    plain.fit(left);
    plain.fit(left);
    compiled.fit(right);
    compiled.fit(right);
    assertThat(other.getIterationCount()).isEqualTo(BATCHES);
    assertThat(other.getEpochCount()).isEqualTo(2);
  }

  @Test
  void batchesAreChangedByTheIteratorsPreProcessor() {
    plain.fit(halved(), 2);
    compiled.fit(halved(), 2);
  }

  @Test
  void batchesFetchedInAdvance_areTheSame() {
    plain.fit(resettable());
    AsyncDataSetIterator fetched = new AsyncDataSetIterator(resettable());
    compiled.fit(fetched);
    fetched.shutdown();
  }

  @Test
  void iteratorsOfSeveralArrays_train() {
    plain.fit(oneWayOfSeveral());
    compiled.fit(oneWayOfSeveral());
    plain.fit(oneWayOfSeveral(), 1);
    compiled.fit(oneWayOfSeveral(), 1);
    assertThat(other.getIterationCount()).isEqualTo(2 * BATCHES);
  }

  @Test
  void labelMasksOfBatches_areHeeded() {
    plain.fit(new ExistingDataSetIterator(List.of(masked())), 4);
    compiled.fit(new ExistingDataSetIterator(List.of(masked())), 4);
  }

  @Test
  void listenersAreToldHowLongTheBatchTook() {
    List<Long> waits = new ArrayList<>();
    other.setListeners(
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            waits.add(other.getLastEtlTime());
          }
        });
    other.setLastEtlTime(-1);
    compiled.fit(resettable());
    plain.fit(resettable());
    assertThat(waits).hasSize(BATCHES).doesNotContain(-1L);
  }

  private static MultiLayerNetwork network() {
    return Nets.vectors(Nets.settings(), new DenseLayer.Builder().nOut(9).build());
  }

  private static DataSetIterator resettable() {
    return new ListDataSetIterator<>(new DataSet(Nets.vectors(), Nets.labels()).asList(), BATCH);
  }

  private static DataSetIterator halved() {
    DataSetIterator halved = resettable();
    halved.setPreProcessor(batch -> batch.setFeatures(batch.getFeatures().mul(0.5)));
    return halved;
  }

  private static DataSetIterator oneWay() {
    return new ExistingDataSetIterator(batches().iterator());
  }

  private static MultiDataSetIterator oneWayOfSeveral() {
    return new IteratorMultiDataSetIterator(
        batches().stream().map(DataSet::toMultiDataSet).iterator(), BATCH);
  }

  private static List<DataSet> batches() {
    List<DataSet> batches = new ArrayList<>();
    resettable().forEachRemaining(batches::add);
    return batches;
  }

  private static DataSet masked() {
    DataSet batch = new DataSet(Nets.vectors(), Nets.labels());
    batch.setLabelsMaskArray(Nd4j.ones(Nets.EXAMPLES, 1).putScalar(3, 0).putScalar(8, 0));
    return batch;
  }
}
