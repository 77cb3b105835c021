package org.fathom4j.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.fathom4j.config.yaml.YamlValue.Entry;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Scalar;

/**
 * Where {@code data.dir}, {@code data.file}, {@code data.test-file} and {@code training.init.from}
 * lie. A relative path is taken from the experiment file's folder, where nothing is there from the
 * working folder; one of the command line is taken from the working folder.
 *
 * @param home the experiment file's folder
 */
record DataPaths(Path home) {
  private static final List<String> KEYS = List.of("dir", "file", "test-file");

  static DataPaths of(Path source) {
    return new DataPaths(Optional.ofNullable(source.getParent()).orElse(Path.of("")));
  }

  /**
   * The tree with the paths of its data section as they can be opened.
   *
   * @param notes is told what was taken from the working folder
   */
  Mapping opened(Mapping root, Consumer<String> notes) {
    return changed(root, path -> path, notes);
  }

  /** The tree with absolute paths: it can be read in any folder of this computer. */
  Mapping absolute(Mapping root) {
    return changed(root, path -> path.toAbsolutePath().normalize(), note -> {});
  }

  /** The values of a data section, its paths absolute. */
  static Map<String, Object> absolute(Map<String, Object> section) {
    Map<String, Object> absolute = new LinkedHashMap<>(section);
    for (String key : KEYS) {
      if (section.get(key) instanceof String text && isOurs(key, section.keySet())) {
        path(text).ifPresent(p -> absolute.put(key, p.toAbsolutePath().normalize().toString()));
      }
    }
    return absolute;
  }

  private Mapping changed(Mapping root, UnaryOperator<Path> form, Consumer<String> notes) {
    Change change = new Change(form, notes);
    return within(
        within(root, "data", data -> change.data(data)),
        "training",
        training -> within(training, "init", init -> change.path(init, "training.init", "from")));
  }

  /** The mapping with another one under that key, where there is one. */
  private static Mapping within(Mapping mapping, String key, UnaryOperator<Mapping> change) {
    Entry entry = mapping.entries().get(key);
    return entry != null && entry.value() instanceof Mapping inner
        ? mapping.with(key, new Entry(entry.where(), change.apply(inner)))
        : mapping;
  }

  /** What becomes of each path. */
  private final class Change {
    private final UnaryOperator<Path> form;
    private final Consumer<String> notes;

    Change(UnaryOperator<Path> form, Consumer<String> notes) {
      this.form = form;
      this.notes = notes;
    }

    Mapping data(Mapping data) {
      Mapping located = data;
      for (String key : KEYS) {
        if (isOurs(key, data.entries().keySet())) {
          located = path(located, "data", key);
        }
      }
      return located;
    }

    Mapping path(Mapping section, String name, String key) {
      Entry entry = section.entries().get(key);
      if (entry == null || !(entry.value() instanceof Scalar scalar)) {
        return section;
      }
      return located(name + "." + key, entry.where(), scalar, notes)
          .map(found -> form.apply(found).toString())
          .map(text -> new Scalar(scalar.where(), text, scalar.source()))
          .map(value -> section.with(key, new Entry(entry.where(), value)))
          .orElse(section);
    }
  }

  /** A file may be named within {@code dir}. */
  private static boolean isOurs(String key, Set<String> section) {
    return key.equals("dir") || !section.contains("dir");
  }

  /** Empty for what is no relative path, or none before an expression in it is worked out. */
  private Optional<Path> located(String key, String where, Scalar scalar, Consumer<String> notes) {
    return scalar.value() instanceof String text
        ? path(text)
            .map(
                named ->
                    named.isAbsolute() || Changes.isOverride(where)
                        ? named
                        : located(key, named, notes))
        : Optional.empty();
  }

  private static Optional<Path> path(String text) {
    if (text.isBlank() || text.startsWith("~/") || Template.isTemplate(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty(); // whoever reads it reports it
    }
  }

  private Path located(String key, Path named, Consumer<String> notes) {
    Path beside = home.resolve(named);
    if (Files.exists(beside) || !Files.exists(named)) {
      return beside;
    }
    notes.accept(
        "%s: %s is taken from the working folder, for there is no %s"
            .formatted(key, named, beside));
    return named;
  }
}
