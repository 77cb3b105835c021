package org.fathom4j.data.datavec;

import java.util.List;

/**
 * A column of a table.
 *
 * @param name unique within the table
 * @param kind what its values are
 * @param categories known values, for {@link Kind#CATEGORY}; else empty
 */
public record Column(String name, Kind kind, List<String> categories) {
  /** Copies the categories. */
  public Column {
    categories = List.copyOf(categories);
  }

  /** What the values of a column are. */
  public enum Kind {
    /** A real number. */
    NUMBER,
    /** One of a few texts. */
    CATEGORY,
    /** Not used. */
    IGNORED
  }

  /** Whether a value may stand in this column. */
  public boolean holds(String value) {
    return switch (kind) {
      case IGNORED -> true;
      case CATEGORY -> categories.contains(value);
      case NUMBER -> isFinite(value);
    };
  }

  /** What must stand in this column. */
  public String rule() {
    return kind == Kind.CATEGORY ? "one of " + String.join(", ", categories) : "a number";
  }

  private static boolean isFinite(String value) {
    try {
      return Double.isFinite(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
