package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.datavec.CsvFormat;
import org.fathom4j.data.datavec.CsvTable;
import org.fathom4j.data.datavec.MalformedTableException;
import org.fathom4j.data.datavec.Table;

/**
 * A file with a table in it.
 *
 * @param path where it is
 * @param format what its columns are
 * @param scaling standardize, min-max or none
 * @param policy what happens to bad records
 */
record CsvFile(Path path, CsvFormat format, String scaling, BadRecords policy) {
  /** Reads it; empty where a problem was recorded. */
  Optional<Table> read(DataSpec spec) {
    return read(spec, "file");
  }

  /**
   * The same.
   *
   * @param key of the section that names it
   */
  Optional<Table> read(DataSpec spec, String key) {
    try {
      Table table = CsvTable.read(path, format);
      return policy.accepts(table.bad(), spec.options(), key)
          ? Optional.of(table)
          : Optional.empty();
    } catch (MalformedTableException fault) {
      spec.options().problem(key, String.valueOf(fault.getMessage()));
    } catch (IOException e) {
      spec.options().problem(key, path + " cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }
}
