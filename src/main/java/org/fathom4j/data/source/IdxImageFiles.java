package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.format.DamagedFileException;
import org.fathom4j.data.format.IdxFile;
import org.fathom4j.data.image.ImageStore;

/** The four IDX files of MNIST and its successors: grey pictures and their labels. */
record IdxImageFiles(Path trainImages, Path trainLabels, Path testImages, Path testLabels)
    implements ImageFiles {
  private static final String IMAGES = "-images-idx3-ubyte";
  private static final String LABELS = "-labels-idx1-ubyte";
  private static final int CLASSES = 10;

  static final WantedFile TRAIN_IMAGES = wanted("train", IMAGES);
  static final WantedFile TRAIN_LABELS = wanted("train", LABELS);
  static final WantedFile TEST_IMAGES = wanted("t10k", IMAGES);
  static final WantedFile TEST_LABELS = wanted("t10k", LABELS);

  private static WantedFile wanted(String part, String suffix) {
    return new WantedFile(part + suffix + ".gz", part + "-", suffix.substring(1));
  }

  static List<WantedFile> wanted() {
    return List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);
  }

  static IdxImageFiles found(FileSearch search) {
    return new IdxImageFiles(
        search.file(TRAIN_IMAGES.name()),
        search.file(TRAIN_LABELS.name()),
        search.file(TEST_IMAGES.name()),
        search.file(TEST_LABELS.name()));
  }

  /** The two files of the test pictures. */
  static List<WantedFile> wantedTest() {
    return List.of(TEST_IMAGES, TEST_LABELS);
  }

  /** The test pictures alone. */
  static TestPictures test(FileSearch search) throws IOException {
    Path images = search.file(TEST_IMAGES.name());
    Path labels = search.file(TEST_LABELS.name());
    int[] extent = images(images, labels).dimensions();
    return new TestPictures(
        new FeatureShape.Image(extent[1], extent[2], 1),
        extent[0],
        List.of(images, labels),
        () -> store(images, labels));
  }

  @Override
  public Header header() throws IOException {
    int[] train = images(trainImages, trainLabels).dimensions();
    int[] test = images(testImages, testLabels).dimensions();
    ImageFiles.sameShape(shape(train), trainImages, shape(test), testImages);
    return new Header(shape(train), train[0], 0, test[0]);
  }

  @Override
  public ImageStore training() throws IOException {
    return store(trainImages, trainLabels);
  }

  @Override
  public ImageStore test() throws IOException {
    return store(testImages, testLabels);
  }

  @Override
  public List<Path> paths() {
    return List.of(trainImages, trainLabels, testImages, testLabels);
  }

  private static FeatureShape.Image shape(int[] extent) {
    return new FeatureShape.Image(extent[1], extent[2], 1);
  }

  private static IdxFile images(Path images, Path labels) throws IOException {
    IdxFile pictures = IdxFile.open(images, 3);
    int labelled = IdxFile.open(labels, 1).dimensions()[0];
    if (labelled != pictures.dimensions()[0]) {
      throw new DamagedFileException(
          labels,
          "it has %d labels for the %d pictures of %s"
              .formatted(labelled, pictures.dimensions()[0], images.getFileName()));
    }
    return pictures;
  }

  private static ImageStore store(Path images, Path labels) throws IOException {
    IdxFile pictures = images(images, labels);
    byte[] classes = IdxFile.open(labels, 1).read();
    int[] numbers = new int[classes.length];
    for (int i = 0; i < classes.length; i++) {
      numbers[i] = classes[i] & 0xff;
      if (numbers[i] >= CLASSES) {
        throw new DamagedFileException(
            labels,
            "label %d of %d is %d; labels are 0 to %d"
                .formatted(i + 1, classes.length, numbers[i], CLASSES - 1));
      }
    }
    int[] extent = pictures.dimensions();
    ImageStore.bytes(extent[0], shape(extent));
    return new ImageStore(shape(extent), pictures.read(), numbers, 1);
  }
}
