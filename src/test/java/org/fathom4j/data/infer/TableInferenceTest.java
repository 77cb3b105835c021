package org.fathom4j.data.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fathom4j.data.Column;
import org.fathom4j.data.Dialect;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableInferenceTest {
  @TempDir Path folder;

  private InferredTable infer(String text, String label) {
    return infer(text.getBytes(StandardCharsets.UTF_8), label);
  }

  private InferredTable infer(byte[] bytes, String label) {
    try {
      Path file = Files.write(folder.resolve("t.csv"), bytes);
      return TableInference.of(file, Optional.of(label).filter(l -> !l.isEmpty()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Column column(InferredTable table, String name) {
    return table.columns().stream()
        .map(InferredColumn::column)
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void numbersCategoriesAndUselessColumnsAreToldApart() {
    InferredTable table =
        infer(
            """
            id,age,kind,town,note,same,pay
            1,31,a,X,first,7,high
            2,NA,b,X,second,7,low
            3,40.5,a,Y,third,7,high
            4,-2e1,b,Y,fourth,7,low
            """,
            "pay");
    assertThat(table.columns())
        .extracting(c -> c.column().kind())
        .containsExactly(
            Column.Kind.IGNORED,
            Column.Kind.NUMBER,
            Column.Kind.CATEGORY,
            Column.Kind.CATEGORY,
            Column.Kind.IGNORED,
            Column.Kind.IGNORED,
            Column.Kind.CATEGORY);
    assertThat(table.columns())
        .extracting(InferredColumn::reason)
        .containsExactly(
            "counts the records",
            "-20 to 40.5",
            "2 categories",
            "2 categories",
            "4 different texts",
            "always 7",
            "2 classes");
    assertThat(column(table, "kind").categories()).containsExactly("a", "b");
    assertThat(table.columns().get(1).gaps()).isEqualTo(1);
    assertThat(table.hasGaps()).isTrue();
    assertThat(table.rows()).isEqualTo(4);
  }

  @Test
  void semicolonsAndDecimalCommasAreSeen() {
    InferredTable table = infer("a;b;y\n1,5;0,25;ja\n2,5;1e1;nein\n-3,0;4;ja\n", "y");
    assertThat(table.dialect()).isEqualTo(new Dialect(StandardCharsets.UTF_8, ';', true, true));
    assertThat(table.columns().get(0).reason()).isEqualTo("-3 to 2.5");
  }

  @Test
  void aCommaWithinQuotesDoesNotPartAndALineBreakDoesNotEndARecord() {
    InferredTable table = infer("a,\"b, c\",y\n1,\"x\ny\",u\n2,\"x\ny\",v\n3,z,u\n4,z,v\n", "y");
    assertThat(table.rows()).isEqualTo(4);
    assertThat(column(table, "b, c").categories()).containsExactly("x\ny", "z");
  }

  @Test
  void encodingsAreSeen() {
    String text = "größe;y\n1;ä\n3;ö\n2;ä\n4;ö\n";
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16, Charset.forName("windows-1252"))) {
      InferredTable table = infer(text.getBytes(charset), "y");
      assertThat(table.dialect().encoding()).isEqualTo(charset);
      assertThat(column(table, "größe").kind()).isEqualTo(Column.Kind.NUMBER);
      assertThat(column(table, "y").categories()).containsExactly("ä", "ö");
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfAName() {
    assertThat(infer("\uFEFFa,y\n1,u\n2,v\n", "y").columns().get(0).column().name()).isEqualTo("a");
  }

  @Test
  void aTableWithoutAHeaderHasNumberedColumns() {
    InferredTable table = infer("1.5,2,u\n2.5,7,v\n3.5,8,u\n", "");
    assertThat(table.dialect().header()).isFalse();
    assertThat(table.label()).isEqualTo("column3");
    assertThat(table.rows()).isEqualTo(3);
    assertThat(infer("u,x\nu,z\nv,x\nv,z\n", "").dialect().header()).isFalse();
  }

  @Test
  void aFewWholeNumbersAreClassesWhereTheyAreTheLabelAlone() {
    String text = "a,b\n0,1\n1,0\n0,1\n1,1\n";
    assertThat(column(infer(text, "b"), "b").kind()).isEqualTo(Column.Kind.CATEGORY);
    assertThat(column(infer(text, "b"), "a").kind()).isEqualTo(Column.Kind.NUMBER);
    assertThat(column(infer("a,b\n0,1.5\n1,0\n0,1\n1,1\n", "b"), "b").kind())
        .isEqualTo(Column.Kind.NUMBER);
  }

  @Test
  void oneSlipAmongManyNumbersLeavesAColumnOfNumbers() {
    StringBuilder text = new StringBuilder("a,y\n");
    for (int i = 0; i < 40; i++) {
      text.append(i == 7 ? "twelve" : Integer.toString(i * i)).append(i % 2 == 0 ? ",u\n" : ",v\n");
    }
    InferredColumn column = infer(text.toString(), "y").columns().get(0);
    assertThat(column.column().kind()).isEqualTo(Column.Kind.NUMBER);
    assertThat(column.odd()).isEqualTo(1);
  }

  @Test
  void whatCannotBePredictedIsRefused() {
    assertThatThrownBy(() -> infer("age,pay\n1,u\n2,v\n", "zz"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("no column 'zz'")
        .hasMessageContaining("known: age, pay");
    assertThatThrownBy(() -> infer("income,a\nx,1\ny,2\n", "incme")).hasMessageContaining("income");
    assertThatThrownBy(() -> infer("a,y\n1,u\n2,u\n", "y")).hasMessageContaining("always u");
    assertThatThrownBy(() -> infer("b,y\nq,u\nq,v\n", "y"))
        .hasMessageContaining("no column that y could be predicted from");
    assertThatThrownBy(() -> infer("a,a,y\n1,2,u\n3,4,v\n", "y"))
        .hasMessageContaining("2 columns are named 'a'");
    assertThatThrownBy(() -> infer("", "y")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> infer("a,y\n", "y")).isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void aLongTableIsReadByItsFirstLines_itsEncodingByAll() throws IOException {
    String rows = "12;Bern;ja\n13,5;Rom;nein\n".repeat(60_000); // more than a million characters
    Path file = folder.resolve("long.csv");
    Files.writeString(file, "a;town;label\n" + rows + "1;Köln;ja\n");
    assertThat(TableInference.dialect(file))
        .isEqualTo(new Dialect(StandardCharsets.UTF_8, ';', true, true));
    Charset windows = Charset.forName("windows-1252");
    Files.writeString(file, "a;town;label\n" + rows + "1;Köln;ja\n", windows);
    assertThat(TableInference.dialect(file)).isEqualTo(new Dialect(windows, ';', true, true));
    Files.writeString(file, "x".repeat(2_000_000) + ",y\n1,2\n");
    assertThat(TableInference.dialect(file).encoding()).isEqualTo(StandardCharsets.UTF_8);
  }
}
