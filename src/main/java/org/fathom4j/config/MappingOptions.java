package org.fathom4j.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Broken;
import org.fathom4j.config.yaml.YamlValue.Entry;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Nothing;
import org.fathom4j.config.yaml.YamlValue.Scalar;
import org.fathom4j.config.yaml.YamlValue.Sequence;
import org.fathom4j.problem.Problems;
import org.fathom4j.problem.Suggestions;

/** {@link Options} over a mapping of the tree, its expressions evaluated. */
final class MappingOptions implements Options {
  private final Mapping mapping;
  private final String where;
  private final String path;
  private final Problems problems;
  private final Set<String> read = new LinkedHashSet<>();

  /**
   * Options that report to {@code problems}.
   *
   * @param where place of the key that holds the mapping
   */
  MappingOptions(Mapping mapping, String where, String path, Problems problems) {
    this.mapping = mapping;
    this.where = where;
    this.path = path;
    this.problems = problems;
  }

  /** Options of a section that was reported already: whatever is asked of it, it keeps silent. */
  static MappingOptions silent(String where, String path) {
    return new MappingOptions(Mapping.empty(where), where, path, new Problems());
  }

  @Override
  public boolean has(String key) {
    return value(key).isPresent();
  }

  @Override
  public int integer(String key, int min) {
    String rule = Rules.whole(min, Integer.MAX_VALUE);
    return (int)
        optionalWhole(key, min, Integer.MAX_VALUE).orElseGet(() -> standIn(key, rule, (long) min));
  }

  @Override
  public int integer(String key, int min, int otherwise) {
    return (int) optionalWhole(key, min, Integer.MAX_VALUE).orElse(otherwise);
  }

  @Override
  public long whole(String key, long min, long otherwise) {
    return optionalWhole(key, min, Long.MAX_VALUE).orElse(otherwise);
  }

  /** A required whole number, of any size. */
  long whole(String key, long min) {
    return optionalWhole(key, min, Long.MAX_VALUE)
        .orElseGet(() -> standIn(key, Rules.whole(min, Integer.MAX_VALUE), min));
  }

  @Override
  public double number(String key, double min, double max) {
    double standIn = Math.max(min, Math.min(max, 1));
    return real(key, min, max).orElseGet(() -> standIn(key, Rules.number(min, max), standIn));
  }

  @Override
  public double number(String key, double min, double max, double otherwise) {
    return real(key, min, max).orElse(otherwise);
  }

  @Override
  public boolean flag(String key, boolean otherwise) {
    return scalar(
            key,
            "true or false",
            v -> v instanceof Boolean flag ? Optional.of(flag) : Optional.empty())
        .orElse(otherwise);
  }

  @Override
  public String text(String key) {
    Optional<String> text = readText(key);
    if (text.isPresent() && text.get().isBlank()) {
      problem(key, "must be a text, got an empty one");
    }
    return text.orElseGet(() -> standIn(key, "a text", ""));
  }

  @Override
  public String text(String key, String otherwise) {
    return readText(key).orElse(otherwise);
  }

  @Override
  public String choice(String key, List<String> allowed, String otherwise) {
    Optional<String> text = readText(key);
    if (text.isPresent() && !allowed.contains(text.get())) {
      problem(key, Rules.choice(text.get(), allowed));
      return otherwise;
    }
    return text.orElse(otherwise);
  }

  @Override
  public int[] pair(String key, int min, int otherwise) {
    if (value(key).orElse(null) instanceof Sequence both) {
      if (both.items().size() != 2) {
        problem(
            key,
            "must be one whole number or [height, width], got a list of " + both.items().size());
        return new int[] {otherwise, otherwise};
      }
      return both.items().stream()
          .mapToInt(item -> (int) whole(key, item, min, Integer.MAX_VALUE).orElse(otherwise))
          .toArray();
    }
    int one = integer(key, min, otherwise);
    return new int[] {one, one};
  }

  @Override
  public List<Object> list(String key, List<Object> otherwise) {
    Optional<YamlValue> value = value(key);
    if (value.isEmpty() || value.get() instanceof Broken) {
      return otherwise;
    }
    if (!(value.get() instanceof Sequence sequence)) {
      problem(key, "must be a list such as [1, 2], got " + YamlValue.describe(value.get()));
      return otherwise;
    }
    for (YamlValue item : sequence.items()) {
      if (!(item instanceof Scalar || item instanceof Broken)) {
        problem(key, "must be a list of plain values, got " + YamlValue.describe(item) + " in it");
        return otherwise;
      }
    }
    return YamlValue.plain(sequence);
  }

  @Override
  public Optional<Options> section(String key) {
    Optional<YamlValue> value = value(key);
    boolean silent =
        value.isEmpty() || value.get() instanceof Broken || value.get() instanceof Nothing;
    if (!silent && !(value.get() instanceof Mapping)) {
      problem(key, "must be a mapping of options, got " + YamlValue.describe(value.get()));
    }
    return mapping(key).map(section -> section);
  }

  /**
   * One of several things by name, with options or without: {@code adam} or {@code {adam: {rate:
   * 0.001}}}. Empty where absent, or where it is none of {@code allowed} and was reported. The
   * caller closes its options.
   */
  Optional<Variant> variant(String key, List<String> allowed) {
    Optional<Variant> variant = variant(key);
    if (variant.isPresent() && !allowed.contains(variant.get().name())) {
      problem(key, Rules.choice(variant.get().name(), allowed));
      return Optional.empty();
    }
    return variant;
  }

  /** As {@link #variant(String, List)}, for names that are known elsewhere. */
  Optional<Variant> variant(String key) {
    Optional<YamlValue> value = value(key);
    return value.isEmpty() || value.get() instanceof Broken
        ? Optional.empty()
        : Variants.read(value.get(), placeOf(key), pathOf(key), problems);
  }

  @Override
  public Map<String, Object> values() {
    return YamlValue.plain(mapping);
  }

  @Override
  public void problem(String key, String message) {
    problems.add(placeOf(key), pathOf(key), message);
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public void close() {
    for (String key : mapping.entries().keySet()) {
      if (!read.contains(key)) {
        problem(
            key, "is no key" + (path.isEmpty() ? "" : " of " + path) + Suggestions.hint(key, read));
      }
    }
  }

  /** The mapping under a key; empty where absent or anything else, without a report. */
  Optional<MappingOptions> mapping(String key) {
    return value(key).orElse(null) instanceof Mapping below
        ? Optional.of(new MappingOptions(below, placeOf(key), pathOf(key), problems))
        : Optional.empty();
  }

  /** Every key, in the order of the file. */
  Set<String> keys() {
    return mapping.entries().keySet();
  }

  /** A required number of at least {@code min}, whole ones as such; empty where reported. */
  Optional<Number> found(String key, double min) {
    Optional<YamlValue> value = value(key);
    if (value.isEmpty()) {
      return standIn(key, Rules.number(min, Double.MAX_VALUE), Optional.empty());
    }
    boolean right = real(key, value.get(), min, Double.MAX_VALUE).isPresent();
    return right && value.get() instanceof Scalar s ? Quantities.of(s.value()) : Optional.empty();
  }

  /** The value as it stands in the tree; the key counts as read. */
  Optional<YamlValue> value(String key) {
    read.add(key);
    return Optional.ofNullable(mapping.entries().get(key)).map(Entry::value);
  }

  /** A scalar read as a whole number; empty where absent or reported. */
  OptionalLong whole(String key, YamlValue value, long min, long max) {
    String rule = Rules.whole(min, max);
    Optional<Number> number = scalar(key, value, "a whole number", Quantities::of);
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    boolean whole = number.get() instanceof Integer || number.get() instanceof Long;
    if (!whole || number.get().longValue() < min || number.get().longValue() > max) {
      problem(key, "must be " + rule + ", got " + YamlValue.describe(value));
      return OptionalLong.empty();
    }
    return OptionalLong.of(number.get().longValue());
  }

  /** A scalar read as a number; empty where absent or reported. */
  OptionalDouble real(String key, YamlValue value, double min, double max) {
    Optional<Number> number = scalar(key, value, "a number", Quantities::of);
    if (number.isEmpty()) {
      return OptionalDouble.empty();
    }
    double real = number.get().doubleValue();
    if (!(real >= min && real <= max) || Double.isInfinite(real)) {
      problem(key, "must be " + Rules.number(min, max) + ", got " + YamlValue.describe(value));
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(real);
  }

  private OptionalLong optionalWhole(String key, long min, long max) {
    Optional<YamlValue> value = value(key);
    return value.isPresent() ? whole(key, value.get(), min, max) : OptionalLong.empty();
  }

  private OptionalDouble real(String key, double min, double max) {
    Optional<YamlValue> value = value(key);
    return value.isPresent() ? real(key, value.get(), min, max) : OptionalDouble.empty();
  }

  private Optional<String> readText(String key) {
    return scalar(
        key, "a text", v -> v instanceof String text ? Optional.of(text) : Optional.empty());
  }

  private <T> Optional<T> scalar(String key, String rule, Function<Object, Optional<T>> reading) {
    return value(key).flatMap(value -> scalar(key, value, rule, reading));
  }

  private <T> Optional<T> scalar(
      String key, YamlValue value, String rule, Function<Object, Optional<T>> reading) {
    if (value instanceof Broken) {
      return Optional.empty();
    }
    Optional<T> read =
        value instanceof Scalar scalar ? reading.apply(scalar.value()) : Optional.empty();
    if (read.isEmpty()) {
      problem(key, "must be " + rule + ", got " + YamlValue.describe(value));
    }
    return read;
  }

  /** The value to go on with; a key that is absent is reported, a wrong one was. */
  private <T> T standIn(String key, String rule, T standIn) {
    if (!has(key)) {
      Set<String> unread = new LinkedHashSet<>(mapping.entries().keySet());
      unread.removeAll(read);
      String misspelt =
          Suggestions.nearest(key, unread)
              .map(near -> "; is it meant by '" + near + "'?")
              .orElse("");
      problem(key, "is missing; it must be " + rule + misspelt);
    }
    return standIn;
  }

  private String placeOf(String key) {
    Entry entry = mapping.entries().get(key);
    return entry == null ? where : entry.where();
  }

  private String pathOf(String key) {
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }
}
