package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
  @TempDir Path folder;

  @Test
  void unknownName_namesTheNearestAndAllKnown() {
    DataSpec spec = MapOptions.spec("svhn-digit", Map.of());
    assertThat(dataSets().plan(spec)).isEmpty();
    assertThat(MapOptions.problems(spec))
        .singleElement()
        .asString()
        .startsWith("data.name: ")
        .contains("'svhn-digit'", "did you mean 'svhn-digits'?", "fashion-mnist", "mnist");
    assertThatThrownBy(() -> dataSets().load(spec)).isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void unknownOption_isReported() throws IOException {
    DataSpec spec = mnist(Map.of("normalise", "none"));
    dataSets().plan(spec);
    assertThat(MapOptions.problems(spec)).containsExactly("data.normalise: unknown key");
  }

  @Test
  void missingFiles_listEveryPlaceAndWhatToDo() {
    DataSpec spec = MapOptions.spec("fashion-mnist", Map.of());
    assertThat(dataSets().plan(spec)).isEmpty();
    assertThat(MapOptions.problems(spec))
        .singleElement()
        .asString()
        .contains(
            folder.resolve("fashion-mnist").toString(),
            folder.resolve("installed/fashion-mnist").toString(),
            "dataset-fashion-mnist",
            "FATHOM_OFFLINE",
            "./fathom data fetch fashion-mnist",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/train-images-idx3-ubyte.gz"
                + " (26.4 MB)",
            "data.dir");
  }

  @Test
  void aGivenFolderWithoutTheFiles_isNotReplacedByAnotherPlace() throws IOException {
    Fixtures.idx(folder.resolve("mnist"), "train", 20, 4);
    Fixtures.idx(folder.resolve("mnist"), "t10k", 10, 4);
    DataSpec spec = MapOptions.spec("mnist", Map.of("dir", folder.resolve("nowhere")));
    assertThat(dataSets().plan(spec)).isEmpty();
    assertThat(MapOptions.problems(spec))
        .singleElement()
        .asString()
        .startsWith("data.dir: ")
        .contains("no such folder");
  }

  @Test
  void describe_readsOnlyHeaders() throws IOException {
    DataDescription found =
        dataSets().describe(mnist(Map.of("validation", 5, "train", 12))).orElseThrow();
    assertThat(found.shape()).isEqualTo(new FeatureShape.Image(4, 4, 1));
    assertThat(found.train()).isEqualTo(12);
    assertThat(found.validation()).isEqualTo(5);
    assertThat(found.test()).isEqualTo(10);
    assertThat(found.title())
        .isEqualTo("files in the format of MNIST, not the official ones (20 / 10)");
  }

  @Test
  void absentFiles_areDescribedAsPublished_whereTheyMayBeFetched() {
    DataPlaces offline = Fixtures.places(folder);
    DataPlaces online =
        new DataPlaces(offline.cache(), offline.installed(), false, offline.progress());
    DataSpec spec = MapOptions.spec("svhn-digits", Map.of("validation", 6000, "extra", true));
    DataDescription found = new DataSets(online).describe(spec).orElseThrow();
    assertThat(found.train()).isEqualTo(598_388);
    assertThat(found.source())
        .isEqualTo("to be fetched from http://ufldl.stanford.edu/housenumbers/train_32x32.mat");
    assertThat(MapOptions.problems(spec)).isEmpty();
  }

  @Test
  void fetching_isRefusedOffline() {
    DataSpec spec = MapOptions.spec("mnist", Map.of());
    assertThatThrownBy(() -> dataSets().fetch(spec))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("--offline")
        .hasMessageContaining("train-images-idx3-ubyte.gz");
  }

  @Test
  void tooManyValidationExamples_areRefused() throws IOException {
    DataSpec spec = mnist(Map.of("validation", 20));
    assertThat(dataSets().plan(spec)).isEmpty();
    assertThat(MapOptions.problems(spec))
        .singleElement()
        .asString()
        .contains("data.validation", "at most 19", "got 20");
  }

  @Test
  void idx_isReadRowByRow_andNormalizedByTheTrainingExamples() throws IOException {
    DataSplit plain = dataSets().load(mnist(Map.of("normalize", "none", "validation", 10)));
    float[] features = new float[16];
    plain.test().features(3, features, 0);
    // Picture 3, row 2, column 1: 3 + 20 + 1.
    assertThat(features[2 * 4 + 1]).isEqualTo(24 / 255f);

    DataSplit standard = dataSets().load(mnist(Map.of("validation", 10)));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < standard.train().size(); i++) {
      standard.train().features(i, features, 0);
      for (float value : features) {
        sum += value;
        squares += value * value;
      }
    }
    assertThat(sum / (10 * 16)).isCloseTo(0, within(1e-5));
    assertThat(squares / (10 * 16)).isCloseTo(1, within(1e-5));
  }

  @Test
  void mat_isTransposed_label10IsDigit0_andEachPictureIsCentred() throws IOException {
    DataSplit plain = dataSets().load(svhn(Map.of("normalize", "none")));
    float[] features = new float[48];
    plain.test().features(7, features, 0);
    // Picture 7 at channel 2, row 3, column 1: 7 + 16 * 3 + 4 * 1 + 2.
    assertThat(features[2 * 16 + 3 * 4 + 1]).isEqualTo(61 / 255f);
    assertThat(label(plain.test(), 10)).isZero();
    assertThat(label(plain.test(), 7)).isEqualTo(7);

    DataSplit centred = dataSets().load(svhn(Map.of()));
    centred.train().features(0, features, 0);
    double sum = 0;
    for (float value : features) {
      sum += value;
    }
    assertThat(sum).isCloseTo(0, within(1e-4));
  }

  @Test
  void split_isDrawnBySeed_disjoint_andEqualByClass() throws IOException {
    DataSplit split = dataSets().load(svhn(Map.of("validation", 20, "normalize", "none")));
    assertThat(pictures(split.validation()))
        .hasSize(20)
        .doesNotContainAnyElementsOf(pictures(split.train()));
    int[] byClass = new int[10];
    for (int i = 0; i < 20; i++) {
      byClass[label(split.validation(), i)]++;
    }
    assertThat(byClass).containsOnly(2);

    DataSplit same = dataSets().load(svhn(Map.of("validation", 20, "normalize", "none")));
    assertThat(pictures(same.validation())).isEqualTo(pictures(split.validation()));
    DataSplit other =
        dataSets().load(svhn(Map.of("validation", 20, "normalize", "none", "seed", 2)));
    assertThat(pictures(other.validation())).isNotEqualTo(pictures(split.validation()));
  }

  @Test
  void smallerTrainingSets_areNestedInLarger() throws IOException {
    Set<Integer> small = pictures(dataSets().load(svhn(Map.of("train", 10))).train());
    Set<Integer> large = pictures(dataSets().load(svhn(Map.of("train", 30))).train());
    assertThat(small).hasSize(10);
    assertThat(large).hasSize(30).containsAll(small);
  }

  @Test
  void truncatedMat_namesFileBytesAndTheFetchCommand() throws IOException {
    DataSpec spec = svhn(Map.of());
    Path file = folder.resolve("svhn/train_32x32.mat");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, 300));
    assertThat(dataSets().plan(spec)).isEmpty();
    assertThat(MapOptions.problems(spec))
        .singleElement()
        .asString()
        .contains(file.toString(), "300 found", "./fathom data fetch svhn-digits");
  }

  @Test
  void truncatedIdx_namesFileAndBytes() throws IOException {
    DataSpec spec = mnist(Map.of());
    Path file = folder.resolve("mnist/train-images-idx3-ubyte.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> dataSets().load(spec))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("at least 336 bytes expected");
  }

  @Test
  void generatedSplits_areDisjoint_andDependOnTheSeedAlone() {
    Map<String, Object> values = Map.of("train", 40, "validation", 20, "test", 20);
    DataSplit split = dataSets().load(MapOptions.spec("street-numbers", values));
    assertThat(split.train().size()).isEqualTo(40);
    assertThat(split.train().shape()).isEqualTo(new FeatureShape.Image(32, 32, 3));
    assertThat(bytes(split.validation()))
        .doesNotContainAnyElementsOf(bytes(split.train()))
        .doesNotContainAnyElementsOf(bytes(split.test()));
    DataSplit same = dataSets().load(MapOptions.spec("street-numbers", values));
    assertThat(same.info()).isEqualTo(split.info());
    assertThat(bytes(same.test())).isEqualTo(bytes(split.test()));
  }

  @Test
  void generatedSequences_areCroppedTo54_andLabelledByLengthAndDigits() {
    DataSplit split =
        dataSets()
            .load(
                MapOptions.spec(
                    "street-numbers",
                    Map.of("train", 5, "validation", 5, "test", 5, "task", "sequence")));
    assertThat(split.test().shape()).isEqualTo(new FeatureShape.Image(54, 54, 3));
    float[] label = new float[6];
    for (int i = 0; i < 5; i++) {
      split.test().label(i, label, 0);
      assertThat(label[0]).isBetween(1f, 6f);
      for (int digit = 1 + (int) Math.min(5, label[0]); digit < 6; digit++) {
        assertThat(label[digit]).isZero();
      }
    }
  }

  @Test
  void trainingCrops_varyBySeed_evaluationShowsTheCentre() {
    Examples train =
        dataSets()
            .load(
                MapOptions.spec(
                    "street-numbers",
                    Map.of("train", 1, "validation", 1, "test", 1, "task", "sequence")))
            .train();
    float[] centre = new float[train.shape().size()];
    float[] varied = centre.clone();
    float[] again = centre.clone();
    train.features(0, centre, 0);
    train.varied(0, 3, varied, 0);
    train.varied(0, 3, again, 0);
    assertThat(again).isEqualTo(varied).isNotEqualTo(centre);
  }

  @Test
  void realSvhnDigits_haveTheirCounts() {
    Path digits = Fixtures.SHARED.resolve("svhn/digits");
    assumeTrue(Files.isDirectory(digits), "needs the SVHN digits in " + digits);
    DataSplit split =
        dataSets().load(MapOptions.spec("svhn-digits", Map.of("dir", digits, "validation", 1000)));
    assertThat(split.train().size() + split.validation().size()).isEqualTo(16_983);
    assertThat(split.test().size()).isEqualTo(4_092);
    assertThat(split.info().title())
        .isEqualTo("files in the format of SVHN digits, not the official ones (16,983 / 4,092)");
  }

  @Test
  void realBrokenDownload_isRefusedBeforeAnythingIsRead() {
    Path broken = Fixtures.SHARED.resolve("svhn/broken");
    assumeTrue(Files.isDirectory(broken), "needs the broken download in " + broken);
    Path both = folder.resolve("both");
    DataSpec spec = MapOptions.spec("svhn-digits", Map.of("dir", both));
    assertThat(link(both, broken)).isTrue();
    assertThat(dataSets().plan(spec)).isEmpty();
    assertThat(MapOptions.problems(spec))
        .singleElement()
        .asString()
        .contains("train_32x32.mat", "182004483 bytes expected", "2686976 found");
  }

  private boolean link(Path both, Path broken) {
    try {
      Fixtures.mat(both.resolve("test_32x32.mat"), 10, 4);
      Files.createSymbolicLink(
          both.resolve("train_32x32.mat"), broken.resolve("train_32x32.mat").toAbsolutePath());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private DataSets dataSets() {
    return new DataSets(Fixtures.places(folder));
  }

  private DataSpec mnist(Map<String, Object> values) throws IOException {
    Fixtures.idx(folder.resolve("mnist"), "train", 20, 4);
    Fixtures.idx(folder.resolve("mnist"), "t10k-first10", 10, 4);
    return MapOptions.spec("mnist", values);
  }

  private DataSpec svhn(Map<String, Object> values) throws IOException {
    Fixtures.mat(folder.resolve("svhn/train_32x32.mat"), 60, 4);
    Fixtures.mat(folder.resolve("svhn/test_32x32.mat"), 30, 4);
    Map<String, Object> all = new HashMap<>(values);
    all.put("dir", folder.resolve("svhn"));
    return MapOptions.spec("svhn-digits", all);
  }

  private static int label(Examples examples, int index) {
    float[] label = new float[examples.target().width()];
    examples.label(index, label, 0);
    int found = -1;
    for (int i = 0; i < label.length; i++) {
      if (label[i] == 1) {
        found = i;
      }
    }
    return found;
  }

  private static Set<String> bytes(Examples examples) {
    Set<String> found = new HashSet<>();
    for (int i = 0; i < examples.size(); i++) {
      found.add(Arrays.toString(((ImageExamples) examples).pixels(i)));
    }
    return found;
  }

  /** Pictures of the fixtures are told apart by their first pixel. */
  private static Set<Integer> pictures(Examples examples) {
    Set<Integer> found = new HashSet<>();
    for (int i = 0; i < examples.size(); i++) {
      found.add(((ImageExamples) examples).pixels(i)[0] & 0xff);
    }
    return found;
  }
}
