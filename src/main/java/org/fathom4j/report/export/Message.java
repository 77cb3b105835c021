package org.fathom4j.report.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A message in Protocol Buffers' wire format, field by field. */
final class Message {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH = 2;
  private static final int FOUR_BYTES = 5;
  private static final int SEVEN_BITS = 7;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Message integer(int field, long value) {
    varint(((long) field << 3) | VARINT);
    varint(value);
    return this;
  }

  Message number(int field, double value) {
    varint(((long) field << 3) | EIGHT_BYTES);
    bytes.writeBytes(
        ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
    return this;
  }

  Message real(int field, float value) {
    varint(((long) field << 3) | FOUR_BYTES);
    bytes.writeBytes(
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    return this;
  }

  Message text(int field, String value) {
    return block(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Message message(int field, Message value) {
    return block(field, value.bytes());
  }

  private Message block(int field, byte[] content) {
    varint(((long) field << 3) | LENGTH);
    varint(content.length);
    bytes.writeBytes(content);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= SEVEN_BITS;
    }
    bytes.write((int) rest);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
