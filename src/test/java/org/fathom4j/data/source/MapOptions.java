package org.fathom4j.data.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.Options;
import org.fathom4j.config.Quota;

/** Options over a plain map, with the problems it was told. */
final class MapOptions implements Options {
  private final Map<String, Object> values;
  private final String path;
  private final Set<String> read = new HashSet<>();
  final List<String> problems;

  private MapOptions(Map<String, Object> values, String path, List<String> problems) {
    this.values = values;
    this.path = path;
    this.problems = problems;
    read.addAll(Set.of("name", "dir", "train", "validation", "test", "folds", "seed"));
  }

  /** A data section of these values; train, validation, test and seed are taken from them. */
  static DataSpec spec(String name, Map<String, Object> values) {
    return new DataSpec(
        name,
        Optional.ofNullable((Path) values.get("dir")),
        (int) values.getOrDefault("train", 0),
        Optional.of(Quota.count((int) values.getOrDefault("validation", 0))),
        Quota.count((int) values.getOrDefault("test", 0)),
        (int) values.getOrDefault("folds", 0),
        (int) values.getOrDefault("seed", 1),
        new MapOptions(values, "data", new ArrayList<>()),
        List.of());
  }

  static List<String> problems(DataSpec spec) {
    return ((MapOptions) spec.options()).problems;
  }

  private <T> T value(String key, Class<T> type, T otherwise) {
    read.add(key);
    return values.containsKey(key) ? type.cast(values.get(key)) : otherwise;
  }

  @Override
  public boolean has(String key) {
    return values.containsKey(key);
  }

  @Override
  public int integer(String key, int min) {
    return integer(key, min, min);
  }

  @Override
  public int integer(String key, int min, int otherwise) {
    int value = value(key, Integer.class, otherwise);
    if (value < min) {
      problem(key, "must be at least " + min + ", got " + value);
    }
    return value;
  }

  @Override
  public long whole(String key, long min, long otherwise) {
    return value(key, Number.class, otherwise).longValue();
  }

  @Override
  public double number(String key, double min, double max) {
    return number(key, min, max, min);
  }

  @Override
  public double number(String key, double min, double max, double otherwise) {
    return value(key, Number.class, otherwise).doubleValue();
  }

  @Override
  public boolean flag(String key, boolean otherwise) {
    return value(key, Boolean.class, otherwise);
  }

  @Override
  public String text(String key) {
    return text(key, "");
  }

  @Override
  public String text(String key, String otherwise) {
    return value(key, String.class, otherwise);
  }

  @Override
  public String choice(String key, List<String> allowed, String otherwise) {
    String value = text(key, otherwise);
    if (!allowed.contains(value)) {
      problem(key, "must be one of " + allowed + ", got " + value);
    }
    return value;
  }

  @Override
  public int[] pair(String key, int min, int otherwise) {
    int value = integer(key, min, otherwise);
    return new int[] {value, value};
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Object> list(String key, List<Object> otherwise) {
    return (List<Object>) value(key, List.class, otherwise);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<Options> section(String key) {
    read.add(key);
    return Optional.ofNullable(values.get(key))
        .map(map -> new MapOptions((Map<String, Object>) map, path + "." + key, problems));
  }

  @Override
  public Map<String, Object> values() {
    return values;
  }

  @Override
  public void problem(String key, String message) {
    problems.add(path + "." + key + ": " + message);
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public void close() {
    values.keySet().stream()
        .filter(key -> !read.contains(key))
        .forEach(key -> problem(key, "unknown key"));
  }
}
