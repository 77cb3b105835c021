package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fathom4j.data.ExampleStream;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FittedData.Scale;
import org.fathom4j.data.datavec.CsvFormat;
import org.fathom4j.data.datavec.CsvRows;
import org.fathom4j.data.datavec.MalformedTableException;
import org.fathom4j.data.datavec.Table;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
import org.jspecify.annotations.Nullable;

/** Rows of a table as they are read, filled and scaled as in training. */
final class RowStream implements ExampleStream {
  private final Path file;
  private final CsvRows rows;
  private final List<Scale> scales;
  private final double[] fill;
  private long number;

  private RowStream(Path file, CsvRows rows, FittedData.Table fitted) {
    this.file = file;
    this.rows = rows;
    this.scales = fitted.scales();
    this.fill = Gaps.values(rows.features(), fitted.fill());
  }

  /**
   * Opens a table.
   *
   * @throws InvalidSpecException if it is no such table, or cannot be read
   */
  static ExampleStream open(Path file, CsvFormat format, FittedData.Table fitted) {
    try {
      return new RowStream(file, CsvRows.open(file, format), fitted);
    } catch (MalformedTableException fault) {
      throw new InvalidSpecException(String.valueOf(fault.getMessage()));
    } catch (IOException e) {
      throw new InvalidSpecException(file + " cannot be read: " + e.getMessage());
    }
  }

  @Override
  public FeatureShape shape() {
    return new FeatureShape.Vector(scales.size());
  }

  @Override
  public boolean isNamed() {
    return false;
  }

  @Override
  public @Nullable Asked next() {
    CsvRows.Found found = found();
    number++;
    if (found instanceof Table.Row row) {
      return example(Gaps.filled(row, fill));
    }
    return found instanceof CsvRows.Bad bad ? new Bad(bad.fault()) : null;
  }

  private CsvRows.@Nullable Found found() {
    try {
      return rows.next();
    } catch (MalformedTableException fault) {
      throw new ExperimentException(String.valueOf(fault.getMessage()), fault);
    } catch (IOException e) {
      throw new ExperimentException(file + " cannot be read on: " + e.getMessage(), e);
    }
  }

  private Asked example(Table.Row row) {
    Optional<String> fault = Scales.fault(row, file.toString(), scales);
    if (fault.isPresent()) {
      return new Bad(fault.get());
    }
    return new Example(number, "", List.of(RowExamples.scaled(row, scales)));
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw new ExperimentException(file + " cannot be closed: " + e.getMessage(), e);
    }
  }
}
