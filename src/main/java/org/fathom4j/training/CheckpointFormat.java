package org.fathom4j.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.metrics.EpochRecord;

/** A checkpoint as bytes: numbers big-endian, texts and arrays after their length. */
final class CheckpointFormat {
  private static final int VERSION = 2;
  private static final int CHUNK = 1 << 14;

  private CheckpointFormat() {}

  static void write(Checkpoint checkpoint, OutputStream to) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to));
    out.writeInt(VERSION);
    text(checkpoint.configuration(), out);
    floats(checkpoint.network().parameters(), out);
    floats(checkpoint.network().updaterState(), out);
    out.writeInt(checkpoint.network().iteration());
    out.writeInt(checkpoint.network().epoch());
    out.writeInt(checkpoint.epochs().size());
    for (EpochRecord epoch : checkpoint.epochs()) {
      epoch(epoch, out);
    }
    out.writeInt(checkpoint.best().size());
    for (Checkpoint.Best best : checkpoint.best()) {
      out.writeInt(best.epoch());
      out.writeDouble(best.score());
      floats(best.parameters(), out);
    }
    out.writeDouble(checkpoint.firstLoss());
    out.writeDouble(checkpoint.seconds());
    out.flush();
  }

  static Checkpoint read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(from));
    int version = in.readInt();
    if (version != VERSION) {
      throw new IOException(
          "a checkpoint of format " + version + ", this program reads " + VERSION);
    }
    String configuration = text(in);
    Checkpoint.Network network =
        new Checkpoint.Network(floats(in), floats(in), in.readInt(), in.readInt());
    List<EpochRecord> epochs = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      epochs.add(epoch(in));
    }
    List<Checkpoint.Best> best = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      best.add(new Checkpoint.Best(in.readInt(), in.readDouble(), floats(in)));
    }
    return new Checkpoint(configuration, network, epochs, best, in.readDouble(), in.readDouble());
  }

  private static void epoch(EpochRecord epoch, DataOutputStream out) throws IOException {
    out.writeInt(epoch.epoch());
    out.writeLong(epoch.timeMillis());
    out.writeInt(epoch.metrics().size());
    for (Map.Entry<String, Double> metric : epoch.metrics().entrySet()) {
      text(metric.getKey(), out);
      out.writeDouble(metric.getValue());
    }
  }

  private static EpochRecord epoch(DataInputStream in) throws IOException {
    int number = in.readInt();
    long time = in.readLong();
    Map<String, Double> metrics = new TreeMap<>();
    for (int left = count(in); left > 0; left--) {
      metrics.put(text(in), in.readDouble());
    }
    return new EpochRecord(number, time, metrics);
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(count(in), in), StandardCharsets.UTF_8);
  }

  private static void floats(float[] numbers, DataOutputStream out) throws IOException {
    out.writeInt(numbers.length);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
    for (int start = 0; start < numbers.length; start += CHUNK) {
      int size = Math.min(CHUNK, numbers.length - start);
      chunk.asFloatBuffer().put(numbers, start, size);
      out.write(chunk.array(), 0, size * Float.BYTES);
    }
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] numbers = new float[count(in)];
    for (int start = 0; start < numbers.length; start += CHUNK) {
      int size = Math.min(CHUNK, numbers.length - start);
      ByteBuffer.wrap(bytes(size * Float.BYTES, in)).asFloatBuffer().get(numbers, start, size);
    }
    return numbers;
  }

  private static byte[] bytes(int count, DataInputStream in) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the checkpoint ends early");
    }
    return bytes;
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0) {
      throw new IOException("a length of " + count + " in the checkpoint");
    }
    return count;
  }
}
