package org.fathom4j.data.infer;

import java.nio.charset.Charset;

/**
 * How the bytes of a table are to be read.
 *
 * @param encoding of the text
 * @param separator between two values
 * @param decimalComma whether {@code 3,5} is three and a half
 * @param header whether the first record names the columns
 */
public record Dialect(Charset encoding, char separator, boolean decimalComma, boolean header) {}
