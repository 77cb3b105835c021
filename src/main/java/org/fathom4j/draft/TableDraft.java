package org.fathom4j.draft;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.fathom4j.data.Column;
import org.fathom4j.data.Dialect;
import org.fathom4j.data.infer.InferredColumn;
import org.fathom4j.data.infer.InferredTable;

/**
 * Drafts an experiment on a table: how deep and how wide must a network be to predict its label?
 */
public final class TableDraft {
  private static final int STEPS = 1500;
  private static final int MOST_EPOCHS = 60;
  private static final int LEAST_EPOCHS = 5;

  private final InferredTable table;
  private final Path file;

  private TableDraft(InferredTable table, Path file) {
    this.table = table;
    this.file = file;
  }

  /**
   * Drafts an experiment.
   *
   * @param table what was found
   * @param file the table, as the experiment file is to name it
   */
  public static Draft of(InferredTable table, Path file) {
    TableDraft draft = new TableDraft(table, file);
    String name = Draft.name(table.file());
    return new Draft(Path.of(name + ".yaml"), draft.yaml(name), table.lines());
  }

  private boolean classes() {
    return table.labelled().column().kind() == Column.Kind.CATEGORY;
  }

  private String yaml(String name) {
    String target = YamlText.of(table.label());
    String question =
        classes()
            ? "How deep and how wide must a network be to tell %s from the other columns?"
            : "How deep and how wide must a network be to predict %s from the other columns?";
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Drafted from %s: %,d rows, %d columns. What was assumed stands beside each column; change what is wrong.
        #   ./fathom run %s.yaml
        #   ./fathom predict RUN --data %s                      predicts other rows; RUN is the "store" that the run prints
        name: %s
        question: %s

        data:
          name: csv
          file: %s # taken from this file's folder
        """
            .formatted(
                table.file().getFileName(),
                table.rows(),
                table.columns().size(),
                name,
                table.file().getFileName(),
                name,
                YamlText.of(question.formatted(table.label())),
                YamlText.of(file.toString())));
    dialect(text);
    text.append("  columns:\n");
    for (InferredColumn column : table.columns()) {
      text.append("    ")
          .append(YamlText.of(column.column().name()))
          .append(": ")
          .append(meaning(column.column()))
          .append(" # ")
          .append(column.remark())
          .append('\n');
    }
    text.append("  label: ").append(target).append('\n');
    if (table.hasGaps()) {
      text.append(
          "  missing: fill # a gap gets the median of the training rows; or skip: such rows are left out\n");
    }
    text.append(
        """
          bad-records: skip # rows that do not fit are left out, counted and named; or fail
          validation: 0.2 # share of the rows that chooses epoch and network
          test: 0.2 # share that is scored once, at the end
        """);
    return text.append(training()).toString();
  }

  private void dialect(StringBuilder text) {
    Dialect dialect = table.dialect();
    if (dialect.separator() != ',') {
      String shown = dialect.separator() == '\t' ? "\\t" : String.valueOf(dialect.separator());
      text.append("  separator: \"").append(shown).append("\"\n");
    }
    if (dialect.decimalComma()) {
      text.append("  decimal: \",\"\n");
    }
    if (!dialect.encoding().equals(StandardCharsets.UTF_8)) {
      text.append("  encoding: ").append(dialect.encoding()).append('\n');
    }
    if (!dialect.header()) {
      text.append("  header: false\n");
    }
  }

  private static String meaning(Column column) {
    return switch (column.kind()) {
      case NUMBER -> "number";
      case CATEGORY -> YamlText.list(column.categories());
      case IGNORED -> "ignore";
    };
  }

  private String training() {
    int train = Math.max(1, table.rows() * 3 / 5);
    int batch = train < 1000 ? 16 : train < 20_000 ? 32 : 128;
    int epochs = Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, STEPS * batch / train));
    return """

        network:
          - repeat: "${layers}"
            layers:
              - dense: { units: "${units}", activation: relu }
          - output

        training:
          epochs: %d
          batch: %d
          optimizer: { adam: { rate: 0.003 } }

        sweep: # every network with the same three seeds
          space: { layers: [1, 2], units: [8, 32] }
          seeds: 3
          objective: %s

        report: { axis: units }
        """
        .formatted(epochs, batch, classes() ? "validation/accuracy" : "validation/rmse");
  }
}
