package org.fathom4j.data.format;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * SVHN's digitStruct.mat: a MATLAB v7.3 file, which is HDF5, with the name of each photo and a box
 * per digit. MATLAB keeps each number behind a reference, but for photos of one digit.
 */
public final class DigitStruct {
  private static final String ROOT = "/digitStruct";
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  /** No photo is larger, in pixels. */
  private static final double FARTHEST = 1e6;

  /** No deflated byte becomes more (RFC 1951). */
  private static final int DEFLATE_EXPANDS = 1032;

  private DigitStruct() {}

  /**
   * The annotation of one photo.
   *
   * @param name of its PNG file
   * @param digits from the left
   */
  public record Photo(String name, List<Digit> digits) {
    /** Copies the digits. */
    public Photo {
      digits = List.copyOf(digits);
    }
  }

  /**
   * One digit of a photo and its box in pixels.
   *
   * @param value 0 to 9 (10 in the file is 0)
   */
  public record Digit(int value, double left, double top, double width, double height) {}

  /** How many photos the file describes. */
  public static int count(Path file) throws IOException {
    return reading(file, hdf -> dataset(hdf, "name").getDimensions()[0]);
  }

  /** Every photo, in the order of the file. */
  public static List<Photo> read(Path file) throws IOException {
    return reading(file, hdf -> photos(file, hdf));
  }

  private interface Reading<T> {
    T from(HdfFile hdf) throws IOException;
  }

  /** The boundary of jhdf, which throws whatever comes of numbers that make no sense. */
  private static <T> T reading(Path file, Reading<T> reading) throws IOException {
    try (HdfFile hdf = open(file)) {
      return reading.from(hdf);
    } catch (RuntimeException | StackOverflowError e) {
      throw damaged(file, e);
    }
  }

  private static List<Photo> photos(Path file, HdfFile hdf) throws IOException {
    long[][] names = (long[][]) data(dataset(hdf, "name"), file);
    long[][] boxes = (long[][]) data(dataset(hdf, "bbox"), file);
    if (names.length != boxes.length) {
      throw new DamagedFileException(
          file, "it has %d names and %d boxes".formatted(names.length, boxes.length));
    }
    List<Photo> photos = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.length; i++) {
      String name = text(hdf, names[i][0], file);
      if (!PLAIN_NAME.matcher(name).matches() || !seen.add(name)) {
        throw new DamagedFileException(
            file, "photo %d is called '%s', twice or not a name of a file".formatted(i + 1, name));
      }
      photos.add(new Photo(name, digits((Group) hdf.getNodeByAddress(boxes[i][0]), hdf, file)));
    }
    return photos;
  }

  private static HdfFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      // Mapped: the file is read in many small pieces.
      return HdfFile.fromByteBuffer(
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  private static Dataset dataset(HdfFile hdf, String name) {
    return (Dataset) ((Group) hdf.getByPath(ROOT)).getChild(name);
  }

  /** Its numbers, of which there are no more than the file can hold, deflated at best. */
  private static Object data(Dataset dataset, Path file) throws IOException {
    if (dataset.getSizeInBytes() / DEFLATE_EXPANDS > Files.size(file)) {
      throw new DamagedFileException(
          file, dataset.getName() + " is larger than the file: " + dataset.getSizeInBytes());
    }
    return dataset.getData();
  }

  private static String text(HdfFile hdf, long address, Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int[] character : (int[][]) data((Dataset) hdf.getNodeByAddress(address), file)) {
      text.append((char) character[0]);
    }
    return text.toString();
  }

  private static List<Digit> digits(Group box, HdfFile hdf, Path file) throws IOException {
    double[] labels = numbers(box.getChild("label"), hdf, file);
    double[] left = numbers(box.getChild("left"), hdf, file);
    double[] top = numbers(box.getChild("top"), hdf, file);
    double[] width = numbers(box.getChild("width"), hdf, file);
    double[] height = numbers(box.getChild("height"), hdf, file);
    List<Digit> digits = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      digits.add(digit(file, labels[i], new double[] {left[i], top[i], width[i], height[i]}));
    }
    return digits;
  }

  private static Digit digit(Path file, double label, double[] box) throws IOException {
    boolean place = Math.abs(box[0]) < FARTHEST && Math.abs(box[1]) < FARTHEST;
    boolean size = box[2] > 0 && box[2] < FARTHEST && box[3] > 0 && box[3] < FARTHEST;
    if (!place || !size || label != Math.rint(label) || label < 0 || label > 10) {
      throw new DamagedFileException(
          file,
          "digit %s in the box %s (left, top, width, height); digits are 1 to 10, sizes above 0"
              .formatted(label, Arrays.toString(box)));
    }
    return new Digit((int) label % 10, box[0], box[1], box[2], box[3]);
  }

  /** One number itself, or references to several. */
  private static double[] numbers(Node node, HdfFile hdf, Path file) throws IOException {
    Object data = data((Dataset) node, file);
    if (data instanceof double[][] one) {
      return one[0].clone();
    }
    long[][] references = (long[][]) data;
    double[] numbers = new double[references.length];
    for (int i = 0; i < numbers.length; i++) {
      Dataset number = (Dataset) hdf.getNodeByAddress(references[i][0]);
      numbers[i] = ((double[][]) data(number, file))[0][0];
    }
    return numbers;
  }

  private static DamagedFileException damaged(Path file, Throwable cause) {
    DamagedFileException damaged =
        new DamagedFileException(file, "it is no digitStruct.mat (HDF5): " + cause.getMessage());
    damaged.initCause(cause);
    return damaged;
  }
}
