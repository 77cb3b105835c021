package org.fathom4j.config;

/**
 * One of several things, chosen by name.
 *
 * @param name which
 * @param options its options; no keys where the name stands alone
 */
record Variant(String name, Options options) {}
