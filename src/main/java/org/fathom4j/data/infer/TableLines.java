package org.fathom4j.data.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fathom4j.data.Dialect;

/** Tells a person what a table seems to hold. */
record TableLines(InferredTable table) {
  List<String> lines() {
    Dialect dialect = table.dialect();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d rows, %d columns (%s, %s, %s)",
            table.file(),
            table.rows(),
            table.columns().size(),
            separator(dialect.separator()),
            dialect.encoding(),
            dialect.header() ? "a header" : "no header: columns are numbered"));
    int width = table.columns().stream().mapToInt(c -> c.column().name().length()).max().orElse(1);
    for (InferredColumn column : table.columns()) {
      lines.add(
          "  %s  %-8s  %s"
              .formatted(padded(column.column().name(), width), kind(column), column.remark()));
    }
    if (table.ragged() > 0) {
      lines.add(table.ragged() + " rows have more or fewer values than that and are left out");
    }
    return lines;
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(width - name.length());
  }

  private String kind(InferredColumn column) {
    if (column.column().name().equals(table.label())) {
      return "label";
    }
    return switch (column.column().kind()) {
      case NUMBER -> "number";
      case CATEGORY -> "category";
      case IGNORED -> "ignored";
    };
  }

  private static String separator(char separator) {
    return switch (separator) {
      case ',' -> "commas";
      case ';' -> "semicolons";
      case '\t' -> "tabs";
      default -> "bars";
    };
  }
}
