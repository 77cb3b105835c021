package org.fathom4j.config;

import java.util.Optional;

/**
 * The {@code report} section.
 *
 * @param axis the swept parameter on the horizontal axis; empty where there is none
 * @param reading what is seen and why, two or three sentences for the page; may be empty
 * @param reference someone else's curve along the axis
 */
public record ReportSpec(String axis, String reading, Optional<ReferenceSpec> reference) {
  /** A report without a reference. */
  public ReportSpec(String axis, String reading) {
    this(axis, reading, Optional.empty());
  }
}
