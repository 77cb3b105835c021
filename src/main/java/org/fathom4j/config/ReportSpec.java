package org.fathom4j.config;

/**
 * The {@code report} section.
 *
 * @param axis the swept parameter on the horizontal axis; empty where there is none
 * @param metric the tested metric on the vertical axis, such as {@code test/accuracy}
 * @param reading what is seen and why, two or three sentences for the page; may be empty
 */
public record ReportSpec(String axis, String metric, String reading) {}
