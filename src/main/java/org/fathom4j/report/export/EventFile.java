package org.fathom4j.report.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A file of TensorBoard's events: TFRecords (length, its check sum, content, its check sum), each
 * content one message {@code Event} of TensorFlow's protocol.
 */
final class EventFile implements AutoCloseable {
  private static final int MASK = 0xa282ead8;
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int METADATA = 9;
  private static final int PLUGIN_DATA = 1;
  private static final int PLUGIN_NAME = 1;
  private static final int CONTENT = 2;

  private final OutputStream out;

  /** Writes what every such file begins with. */
  EventFile(OutputStream out, double seconds) throws IOException {
    this.out = out;
    record(new Message().number(WALL_TIME, seconds).text(FILE_VERSION, "brain.Event:2"));
  }

  void scalar(String tag, double value, double seconds, long step) throws IOException {
    Message point = new Message().text(TAG, tag).real(SIMPLE_VALUE, (float) value);
    event(new Message().message(VALUE, point), seconds, step);
  }

  /** What a plug-in keeps with a run. */
  void plugin(String tag, String name, Message content, double seconds) throws IOException {
    Message data = new Message().text(PLUGIN_NAME, name).message(CONTENT, content);
    Message metadata = new Message().message(PLUGIN_DATA, data);
    Message kept = new Message().text(TAG, tag).message(METADATA, metadata);
    event(new Message().message(VALUE, kept), seconds, 0);
  }

  private void event(Message summary, double seconds, long step) throws IOException {
    record(new Message().number(WALL_TIME, seconds).integer(STEP, step).message(SUMMARY, summary));
  }

  private void record(Message event) throws IOException {
    byte[] content = event.bytes();
    byte[] length = little(Long.BYTES).putLong(content.length).array();
    out.write(length);
    out.write(masked(length));
    out.write(content);
    out.write(masked(content));
  }

  private static byte[] masked(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    int crc = (int) sum.getValue();
    return little(Integer.BYTES).putInt(Integer.rotateRight(crc, 15) + MASK).array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
