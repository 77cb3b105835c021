package org.fathom4j.data;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which examples a training saw, and what for. Examples are known by what they hold ({@link
 * Examples#content}), not by where they stand, so that they are known again in another file and in
 * another order. Eight bytes an example.
 */
public final class SeenExamples {
  private static final int MAGIC = 0x4653504c; // "FSPL"
  private static final int VERSION = 1;

  private final long[] train;
  private final long[] validation;
  private final long[] test;

  private SeenExamples(long[] train, long[] validation, long[] test) {
    this.train = train;
    this.validation = validation;
    this.test = test;
  }

  /** Where an example comes from, as a training that is over sees it. */
  public enum Origin {
    /** Of the training's own test examples. */
    OWN_TEST,
    /** Never seen. */
    NEW,
    /** Trained on; a copy of one counts too. */
    TRAINED,
    /** Has chosen the epoch and the trial; a copy of one counts too. */
    CHOSEN
  }

  /** Of a training on these examples. */
  public static SeenExamples of(DataSplit split) {
    return new SeenExamples(
        contents(split.train()), contents(split.validation()), contents(split.test()));
  }

  private static long[] contents(Examples examples) {
    return IntStream.range(0, examples.size())
        .parallel()
        .mapToLong(examples::content)
        .sorted()
        .toArray();
  }

  /** Names this set of examples: equal examples give equal names, in whatever order. */
  public String id() {
    Content content = new Content();
    for (long[] part : List.of(train, validation, test)) {
      content.add(part.length);
      Arrays.stream(part).forEach(content::add);
    }
    return String.format("%016x", content.digest());
  }

  /**
   * Where each of the examples comes from. Of equal examples, as many as were tested are taken for
   * those, then as many as were trained on and as many as chose; a further copy of an example that
   * was trained on counts as trained on.
   */
  public List<Origin> origins(Examples examples) {
    Map<Long, Integer> met = new HashMap<>();
    List<Origin> origins = new ArrayList<>(examples.size());
    for (int i = 0; i < examples.size(); i++) {
      origins.add(origin(examples.content(i), met));
    }
    return List.copyOf(origins);
  }

  private Origin origin(long content, Map<Long, Integer> met) {
    int tested = count(test, content);
    int trained = count(train, content);
    int chosen = count(validation, content);
    if (tested + trained + chosen == 0) {
      return Origin.NEW;
    }
    int copy = met.merge(content, 1, Integer::sum);
    if (copy <= tested) {
      return Origin.OWN_TEST;
    }
    if (copy > tested + trained
        && chosen > 0
        && (trained == 0 || copy <= tested + trained + chosen)) {
      return Origin.CHOSEN;
    }
    return trained > 0 ? Origin.TRAINED : Origin.NEW;
  }

  private static int count(long[] sorted, long content) {
    int found = Arrays.binarySearch(sorted, content);
    if (found < 0) {
      return 0;
    }
    int first = found;
    while (first > 0 && sorted[first - 1] == content) {
      first--;
    }
    int end = found + 1;
    while (end < sorted.length && sorted[end] == content) {
      end++;
    }
    return end - first;
  }

  /** Writes a file that {@link #read} reads; a reader never sees a part of it. */
  public void write(Path file) throws IOException {
    long own = ProcessHandle.current().pid(); // several processes may write the same list
    Path temporary = file.resolveSibling(file.getFileName() + "." + own + ".tmp");
    try (OutputStream raw = Files.newOutputStream(temporary);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(raw))) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      for (long[] part : List.of(train, validation, test)) {
        out.writeInt(part.length);
        for (long content : part) {
          out.writeLong(content);
        }
      }
    }
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or holds anything else
   */
  public static SeenExamples read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC || in.readInt() != VERSION) {
        throw new IOException(file + " is no list of examples that were trained on");
      }
      long room = Files.size(file) / Long.BYTES;
      return new SeenExamples(part(in, room), part(in, room), part(in, room));
    } catch (EOFException | IllegalArgumentException cut) {
      throw new IOException(file + " is damaged: it ends early", cut);
    }
  }

  private static long[] part(DataInputStream in, long room) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > room) {
      throw new EOFException();
    }
    long[] part = new long[length];
    for (int i = 0; i < length; i++) {
      part[i] = in.readLong();
    }
    return part;
  }
}
