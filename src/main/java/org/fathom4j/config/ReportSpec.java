package org.fathom4j.config;

/**
 * The {@code report} section.
 *
 * @param axis the swept parameter on the horizontal axis; empty where there is none
 * @param reading what is seen and why, two or three sentences for the page; may be empty
 */
public record ReportSpec(String axis, String reading) {}
