package org.fathom4j.data.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.data.fetch.Checksum;
import org.fathom4j.data.fetch.RemoteFile;

/**
 * Addresses, sizes and checksums of the published files, as their authors and torchvision give
 * them.
 */
final class PublishedFiles {
  private static final List<String> SVHN = List.of("http://ufldl.stanford.edu/housenumbers/");
  private static final List<String> MNIST =
      List.of(
          "https://storage.googleapis.com/cvdf-datasets/mnist/",
          "https://ossci-datasets.s3.amazonaws.com/mnist/");
  private static final List<String> FASHION_MNIST =
      List.of(
          "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
          "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/");

  /** SHA-256 of what the files of MNIST unpack to, however they were packed. */
  static final Map<String, String> MNIST_CONTENTS =
      Map.of(
          "train-images-idx3-ubyte.gz",
          "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
          "train-labels-idx1-ubyte.gz",
          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
          "t10k-images-idx3-ubyte.gz",
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
          "t10k-labels-idx1-ubyte.gz",
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

  /** The same of Fashion-MNIST, which Debian packs anew. */
  static final Map<String, String> FASHION_MNIST_CONTENTS =
      Map.of(
          "train-images-idx3-ubyte.gz",
          "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
          "train-labels-idx1-ubyte.gz",
          "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
          "t10k-images-idx3-ubyte.gz",
          "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
          "t10k-labels-idx1-ubyte.gz",
          "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

  private PublishedFiles() {}

  static List<RemoteFile> mnist() {
    return List.of(
        md5(MNIST, "train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
        md5(MNIST, "train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
        md5(MNIST, "t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
        md5(MNIST, "t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c"));
  }

  static List<RemoteFile> fashionMnist() {
    return List.of(
        md5(
            FASHION_MNIST,
            "train-images-idx3-ubyte.gz",
            26_421_880,
            "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
        md5(
            FASHION_MNIST,
            "train-labels-idx1-ubyte.gz",
            29_515,
            "25c81989df183df01b3e8a0aad5dffbe"),
        md5(
            FASHION_MNIST,
            "t10k-images-idx3-ubyte.gz",
            4_422_102,
            "bef4ecab320f06d8554ea6380940ec79"),
        md5(FASHION_MNIST, "t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310"));
  }

  static RemoteFile svhnTrainDigits() {
    return sha256(
        "train_32x32.mat",
        182_040_794,
        "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8");
  }

  static RemoteFile svhnTestDigits() {
    return sha256(
        "test_32x32.mat",
        64_275_384,
        "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b");
  }

  static RemoteFile svhnExtraDigits() {
    return sha256(
        "extra_32x32.mat",
        1_329_278_602L,
        "a133a4beb38a00fcdda90c9489e0c04f900b660ce8a316a5e854838379a71eb3");
  }

  /** Whole numbers, for which no checksum is published. */
  static List<RemoteFile> svhnNumbers() {
    return List.of(
        RemoteFile.in(SVHN, "train.tar.gz", 404_141_560, Optional.empty()),
        RemoteFile.in(SVHN, "test.tar.gz", 276_555_967, Optional.empty()));
  }

  private static RemoteFile md5(List<String> folders, String name, long bytes, String hex) {
    return RemoteFile.in(folders, name, bytes, Optional.of(Checksum.md5(hex)));
  }

  private static RemoteFile sha256(String name, long bytes, String hex) {
    return RemoteFile.in(SVHN, name, bytes, Optional.of(Checksum.sha256(hex)));
  }
}
