package org.fathom4j.config;

/**
 * The {@code report} section.
 *
 * @param axis the swept parameter on the horizontal axis; empty where there is none
 * @param metric the tested metric on the vertical axis, such as {@code test/accuracy}
 */
public record ReportSpec(String axis, String metric) {}
