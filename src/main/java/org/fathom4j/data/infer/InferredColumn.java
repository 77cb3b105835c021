package org.fathom4j.data.infer;

import org.fathom4j.data.Column;

/**
 * What a column seems to hold.
 *
 * @param column its name, kind and categories
 * @param gaps records in which nothing stands there
 * @param odd records in which something stands there that does not fit
 * @param reason what was seen, for a person: {@code 17 to 90}, or why it is not used
 */
public record InferredColumn(Column column, int gaps, int odd, String reason) {
  /** The reason, and what does not fit. */
  public String remark() {
    String lacking = gaps == 0 ? "" : "; %d gaps".formatted(gaps);
    return reason + lacking + (odd == 0 ? "" : "; %d are no numbers".formatted(odd));
  }

  /** Whether a network can use the column. */
  public boolean used() {
    return column.kind() != Column.Kind.IGNORED;
  }
}
