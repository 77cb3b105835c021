package org.fathom4j.report.analysis;

/** What kind of sweep it was, as its trials show. */
public enum Design {
  /** One network, with one seed or several. */
  SINGLE,
  /** Networks along one axis. */
  AXIS,
  /** Networks on the crossings of two axes. */
  GRID,
  /** Points scattered over the space. */
  SEARCH
}
