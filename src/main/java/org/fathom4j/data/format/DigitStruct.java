package org.fathom4j.data.format;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * SVHN's digitStruct.mat: a MATLAB v7.3 file, which is HDF5, with the name of each photo and a box
 * per digit. MATLAB keeps each number behind a reference, but for photos of one digit.
 */
public final class DigitStruct {
  private static final String ROOT = "/digitStruct";

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
    try (HdfFile hdf = open(file)) {
      return dataset(hdf, "name").getDimensions()[0];
    } catch (HdfException e) {
      throw damaged(file, e);
    }
  }

  /** Every photo, in the order of the file. */
  public static List<Photo> read(Path file) throws IOException {
    try (HdfFile hdf = open(file)) {
      long[][] names = (long[][]) dataset(hdf, "name").getData();
      long[][] boxes = (long[][]) dataset(hdf, "bbox").getData();
      List<Photo> photos = new ArrayList<>();
      for (int i = 0; i < names.length; i++) {
        photos.add(
            new Photo(
                text(hdf, names[i][0]), digits((Group) hdf.getNodeByAddress(boxes[i][0]), hdf)));
      }
      return photos;
    } catch (HdfException | ClassCastException e) {
      throw damaged(file, e);
    }
  }

  private static HdfFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      // Mapped: the file is read in many small pieces.
      return HdfFile.fromByteBuffer(
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.LITTLE_ENDIAN));
    } catch (HdfException e) {
      throw damaged(file, e);
    }
  }

  private static Dataset dataset(HdfFile hdf, String name) {
    return (Dataset) ((Group) hdf.getByPath(ROOT)).getChild(name);
  }

  private static String text(HdfFile hdf, long address) {
    StringBuilder text = new StringBuilder();
    for (int[] character : (int[][]) ((Dataset) hdf.getNodeByAddress(address)).getData()) {
      text.append((char) character[0]);
    }
    return text.toString();
  }

  private static List<Digit> digits(Group box, HdfFile hdf) {
    double[] labels = numbers(box.getChild("label"), hdf);
    double[] left = numbers(box.getChild("left"), hdf);
    double[] top = numbers(box.getChild("top"), hdf);
    double[] width = numbers(box.getChild("width"), hdf);
    double[] height = numbers(box.getChild("height"), hdf);
    List<Digit> digits = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      digits.add(new Digit((int) labels[i] % 10, left[i], top[i], width[i], height[i]));
    }
    return digits;
  }

  /** One number itself, or references to several. */
  private static double[] numbers(Node node, HdfFile hdf) {
    Object data = ((Dataset) node).getData();
    if (data instanceof double[][] one) {
      return one[0].clone();
    }
    long[][] references = (long[][]) data;
    double[] numbers = new double[references.length];
    for (int i = 0; i < numbers.length; i++) {
      Dataset number = (Dataset) hdf.getNodeByAddress(references[i][0]);
      numbers[i] = ((double[][]) number.getData())[0][0];
    }
    return numbers;
  }

  private static DamagedFileException damaged(Path file, RuntimeException cause) {
    DamagedFileException damaged =
        new DamagedFileException(file, "it is no digitStruct.mat (HDF5): " + cause.getMessage());
    damaged.initCause(cause);
    return damaged;
  }
}
