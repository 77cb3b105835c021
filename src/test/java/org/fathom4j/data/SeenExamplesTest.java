package org.fathom4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fathom4j.data.FittedData.Levels;
import org.fathom4j.data.FittedData.Scale;
import org.fathom4j.data.SeenExamples.Origin;
import org.fathom4j.metrics.SweepRecord.DataInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeenExamplesTest {
  @TempDir Path folder;

  /** Examples of one number each. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Numbers(int... values) implements Examples {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public FeatureShape shape() {
      return new FeatureShape.Vector(1);
    }

    @Override
    public Target target() {
      return Target.Numbers.of(java.util.List.of("n"), false);
    }

    @Override
    public void features(int index, float[] into, int offset) {
      into[offset] = values[index];
    }

    @Override
    public void label(int index, float[] into, int offset) {
      into[offset] = 0;
    }
  }

  private static SeenExamples seen(Numbers train, Numbers validation, Numbers test) {
    return SeenExamples.of(new DataSplit(train, validation, test, DataInfo.NONE));
  }

  @Test
  void examplesAreKnownByWhatTheyHold_andCopiesOfTrainedOnesToo() {
    // 5 was trained on once, has chosen once and was tested once; 7 was only tested.
    SeenExamples seen = seen(new Numbers(5, 1), new Numbers(2, 5), new Numbers(7, 5));
    assertThat(seen.origins(new Numbers(9, 5, 2, 5, 7, 1, 5, 5, 7, 2)))
        .containsExactly(
            Origin.NEW,
            Origin.OWN_TEST,
            Origin.CHOSEN,
            Origin.TRAINED,
            Origin.OWN_TEST,
            Origin.TRAINED,
            Origin.CHOSEN,
            Origin.TRAINED,
            Origin.NEW,
            Origin.CHOSEN);
  }

  @Test
  void theList_isNamedByItsContent_andSurvivesTheDisk() throws IOException {
    SeenExamples seen = seen(new Numbers(3, 1, 2), new Numbers(4), new Numbers(5));
    SeenExamples turned = seen(new Numbers(1, 2, 3), new Numbers(4), new Numbers(5));
    SeenExamples other = seen(new Numbers(1, 2), new Numbers(3, 4), new Numbers(5));
    assertThat(turned.id()).isEqualTo(seen.id()).isNotEqualTo(other.id());
    Path file = folder.resolve("seen.bin");
    seen.write(file);
    SeenExamples read = SeenExamples.read(file);
    assertThat(read.id()).isEqualTo(seen.id());
    assertThat(read.origins(new Numbers(5, 4, 3, 6)))
        .containsExactly(Origin.OWN_TEST, Origin.CHOSEN, Origin.TRAINED, Origin.NEW);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
    assertThatThrownBy(() -> SeenExamples.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends early");
    Files.writeString(file, "something else");
    assertThatThrownBy(() -> SeenExamples.read(file)).isInstanceOf(IOException.class);
  }

  @Test
  void whatANetworkKnowsOfItsData_survivesAsJson_toTheLastBit() {
    List<FittedData> all =
        List.of(
            new FittedData.Table(
                List.of(
                    Column.number("a, \"b\""),
                    new Column("kind", Column.Kind.CATEGORY, List.of("é", "n")),
                    new Column("note", Column.Kind.IGNORED, List.of())),
                "kind",
                new Target.Numbers(List.of("price"), true, List.of(0.1), List.of(Math.nextUp(3.0))),
                List.of(new Scale("a, \"b\"", 1_700_000_010.1, Math.nextUp(0.1))),
                Map.of("a, \"b\"", Math.nextUp(0.3))),
            new FittedData.Pictures(
                new FeatureShape.Image(64, 64, 3),
                new FeatureShape.Image(54, 54, 3),
                new Target.Sequence(5, 10),
                new Levels(
                    "standardize", 1, List.of((double) 0.1f, 2.0, 3.0), List.of(1.0, 1., 1.)),
                3),
            new FittedData.OwnNumbers(Target.Numbers.of(java.util.List.of("a", "b"), false)));
    for (FittedData fitted : all) {
      assertThat(FittedJson.read(FittedJson.write(fitted))).isEqualTo(fitted);
    }
    String early = FittedJson.write(all.get(1)).replaceFirst(",\\s*\"crops\" : 3", "");
    assertThat(early).doesNotContain("crops");
    assertThat(((FittedData.Pictures) FittedJson.read(early)).crops()).isEqualTo(1);
    assertThatThrownBy(() -> FittedJson.read("{\"kind\": \"table\""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FittedJson.read("{\"kind\": \"strange\"}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
