package org.fathom4j.data.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which files a folder of pictures holds: a folder for each class, whose own folders belong to it;
 * or {@code train/} and {@code test/} with the same class folders in each, a given split. Hidden
 * files and folders are passed over.
 *
 * @param dir the folder
 * @param training class folders; those of {@code train/} where the split is given
 * @param test class folders of {@code test/}; empty where test pictures are drawn
 * @param aside files and folders that belong to no class
 */
record PictureFolder(
    Path dir, List<ClassFolder> training, Optional<List<ClassFolder>> test, List<Path> aside) {
  private static final String TRAIN = "train";
  private static final String TEST = "test";
  private static final int SHOWN = 5;

  /** What Java puts for bytes of a name that the process's locale has no letter for. */
  private static final char UNREADABLE = '\ufffd';

  /**
   * A class.
   *
   * @param folder whose name is the label
   * @param files at any depth, in order
   */
  record ClassFolder(Path folder, List<Path> files) {
    String name() {
      return String.valueOf(folder.getFileName());
    }
  }

  static PictureFolder find(Path dir) throws IOException {
    List<Path> aside = new ArrayList<>();
    List<Path> folders = folders(dir, aside);
    Path train = dir.resolve(TRAIN);
    if (!folders.contains(train) || !holdsOnlyFolders(train)) {
      return new PictureFolder(dir, classes(folders), Optional.empty(), aside);
    }
    folders.stream().filter(found -> !isPart(found)).forEach(aside::add);
    List<ClassFolder> training = classes(folders(train, aside));
    Path test = dir.resolve(TEST);
    return new PictureFolder(
        dir,
        training,
        Optional.of(folders.contains(test) ? classes(folders(test, aside)) : List.of()),
        aside);
  }

  /**
   * The rule that the folder breaks, with what to do; empty where it breaks none.
   *
   * @param toLearn whether classes are to be told apart, which takes two
   */
  Optional<String> mistake(boolean toLearn) {
    Path main = test.isPresent() ? dir.resolve(TRAIN) : dir;
    if (training.isEmpty()) {
      return Optional.of(
          main
              + (aside.isEmpty() ? " is empty" : " has files and no folder of a class")
              + "; put the pictures of each class into a folder named after it: "
              + main.resolve("CLASS").resolve("PICTURE.png"));
    }
    return test.map(this::splitMistake)
        .orElse(Optional.empty())
        .or(() -> classMistake(main, toLearn));
  }

  private Optional<String> classMistake(Path main, boolean toLearn) {
    if (training.stream().anyMatch(found -> found.name().indexOf(UNREADABLE) >= 0)) {
      return Optional.of(
          "%s: this process cannot read the names of its folders, which are beyond %s; start it with"
                  .formatted(main, System.getProperty("sun.jnu.encoding"))
              + " LC_ALL=C.UTF-8");
    }
    if (toLearn && training.size() == 1) {
      Path only = training.get(0).folder();
      return Optional.of(
          "%s has one class folder, %s; classes are told apart, so there must be at least two%s"
              .formatted(main, only.getFileName(), innerHint(only)));
    }
    List<Path> empty =
        Stream.concat(training.stream(), test.stream().flatMap(List::stream))
            .filter(found -> found.files().isEmpty())
            .map(ClassFolder::folder)
            .toList();
    return empty.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "every class needs pictures, there are none in %s; put some there, or remove the folder"
                .formatted(named(empty)));
  }

  private static String innerHint(Path only) {
    try {
      List<Path> inner = folders(only, new ArrayList<>());
      return inner.isEmpty()
          ? ": give each class a folder of its own"
          : "; if the folders in it are the classes: data.dir=" + only;
    } catch (IOException e) {
      return "";
    }
  }

  private Optional<String> splitMistake(List<ClassFolder> tests) {
    List<Path> beside = aside.stream().filter(Files::isDirectory).toList();
    if (!beside.isEmpty()) {
      return Optional.of(
          "%s: beside train/ and test/ no other folder is read; validation pictures are drawn from"
                  .formatted(named(beside))
              + " train/ (data.validation): move what is in it there, or remove it");
    }
    TreeSet<String> only = new TreeSet<>();
    training.forEach(found -> only.add(found.name()));
    tests.forEach(found -> toggle(only, found.name()));
    return only.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: train/ holds class folders, so test/ beside it must hold the same; in one of the"
                    .formatted(dir)
                + " two only: "
                + String.join(", ", only));
  }

  private static void toggle(TreeSet<String> names, String name) {
    if (!names.remove(name)) {
      names.add(name);
    }
  }

  /** The first of some paths. */
  static String named(List<Path> paths) {
    String more = paths.size() > SHOWN ? " and %d more".formatted(paths.size() - SHOWN) : "";
    return String.join(", ", paths.stream().limit(SHOWN).map(Path::toString).toList()) + more;
  }

  private static boolean isPart(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return name.equals(TRAIN) || name.equals(TEST);
  }

  private static boolean holdsOnlyFolders(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    return !folders(folder, files).isEmpty() && files.isEmpty();
  }

  /** The folders in a folder; everything else is put aside. */
  private static List<Path> folders(Path dir, List<Path> aside) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> listed = Files.list(dir)) {
      listed
          .filter(PictureFolder::isShown)
          .sorted()
          .forEach(found -> (Files.isDirectory(found) ? folders : aside).add(found));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return folders;
  }

  private static List<ClassFolder> classes(List<Path> folders) throws IOException {
    List<ClassFolder> classes = new ArrayList<>();
    for (Path folder : folders) {
      classes.add(new ClassFolder(folder, files(folder)));
    }
    return classes;
  }

  /** Every file in a folder, at any depth, in order. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walked = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return walked
          .filter(found -> !Files.isDirectory(found))
          .filter(found -> isShown(folder, found))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isShown(Path folder, Path found) {
    for (Path name : folder.relativize(found)) {
      if (!isShown(name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isShown(Path path) {
    return !String.valueOf(path.getFileName()).startsWith(".");
  }
}
