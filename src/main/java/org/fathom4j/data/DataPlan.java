package org.fathom4j.data;

/**
 * A data section that was checked: its description costs nothing, its examples are read on call.
 */
public interface DataPlan {
  /** What will be read. */
  DataDescription description();

  /**
   * Reads, fetches or generates the examples and splits them by seed.
   *
   * @throws org.fathom4j.problem.InvalidSpecException if the files cannot be had or are damaged
   */
  DataSplit load();

  /**
   * The plan of one fold where the data are folded; else this one.
   *
   * @param fold from 1; 0 is none in particular
   */
  default DataPlan fold(int fold) {
    return this;
  }
}
