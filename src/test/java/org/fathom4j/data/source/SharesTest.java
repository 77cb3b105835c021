package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fathom4j.config.DataSection;
import org.fathom4j.data.DataSplit;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of one's own data chooses and is tested: numbers, shares, and what is usual. */
final class SharesTest {
  private static final int ROWS = 50;

  @TempDir Path folder;
  private final Problems problems = new Problems();

  @Test
  void sharesAreSharesOfAllRows() throws IOException {
    assertThat(sizes("data.validation=0.1", "data.test=0.3")).containsExactly(30, 5, 15);
    assertThat(sizes("data.validation=0.001")).containsExactly(39, 1, 10);
  }

  @Test
  void withoutWishes_aFifthChoosesAndAFifthIsTested() throws IOException {
    assertThat(sizes()).containsExactly(30, 10, 10);
    assertThat(sizes("data.validation=7", "data.test=9")).containsExactly(34, 7, 9);
  }

  @Test
  void sharesThatLeaveNothing_areRefusedWithWhatTheyAre() throws IOException {
    write();
    assertThat(dataSets().plan(DataSection.of("csv", section("data.validation=0.9"), problems)))
        .isEmpty();
    assertThat(problems.all().toString())
        .contains("data.validation", "at most 39 of the 40", "got 0.9, which is 45");
  }

  @Test
  void aNumberThatIsNoShareAndNotWhole_isRefused() throws IOException {
    write();
    DataSection.of("csv", section("data.validation=1.5"), problems);
    assertThat(problems.all().toString()).contains("data.validation", "got 1.5");
  }

  private List<Integer> sizes(String... wishes) throws IOException {
    write();
    DataSplit split = dataSets().load(DataSection.of("csv", section(wishes), problems));
    assertThat(problems.all()).isEmpty();
    return List.of(split.train().size(), split.validation().size(), split.test().size());
  }

  private DataSets dataSets() {
    return new DataSets(Fixtures.places(folder));
  }

  private List<String> section(String... wishes) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of(
                "data.file=" + folder.resolve("t.csv"),
                "data.columns={a: number, y: [u, v]}",
                "data.label=y"));
    all.addAll(List.of(wishes));
    return all;
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder("a,y\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i).append(i % 2 == 0 ? ",u\n" : ",v\n");
    }
    Files.writeString(folder.resolve("t.csv"), text);
  }
}
