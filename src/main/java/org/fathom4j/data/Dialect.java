package org.fathom4j.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How the bytes of a table are to be read. A mark of byte order at its beginning comes first.
 *
 * @param encoding of the text
 * @param separator between two values
 * @param decimalComma whether {@code 3,5} is three and a half
 * @param header whether the first record names the columns
 */
public record Dialect(Charset encoding, char separator, boolean decimalComma, boolean header) {
  /** Commas between values, points within numbers, a header, UTF-8. */
  public static final Dialect USUAL = new Dialect(StandardCharsets.UTF_8, ',', false, true);
}
