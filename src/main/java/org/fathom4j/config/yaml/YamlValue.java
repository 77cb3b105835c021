package org.fathom4j.config.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A value of a YAML text and the place it came from. */
public sealed interface YamlValue {
  /** {@code file:line}, with the preset in brackets, or the override that set it. */
  String where();

  /** The same value with another place. */
  YamlValue relabelled(UnaryOperator<String> label);

  /** No value: {@code null}, {@code ~} or nothing after the colon. */
  record Nothing(String where) implements YamlValue {
    @Override
    public YamlValue relabelled(UnaryOperator<String> label) {
      return new Nothing(label.apply(where));
    }
  }

  /** A value that could not be had and was reported; whoever reads it keeps silent. */
  record Broken(String where) implements YamlValue {
    @Override
    public YamlValue relabelled(UnaryOperator<String> label) {
      return new Broken(label.apply(where));
    }
  }

  /**
   * A plain value.
   *
   * @param value a Boolean, Integer, Long, BigInteger, Double or String
   * @param source the text with the expression that gave it, or empty
   */
  record Scalar(String where, Object value, String source) implements YamlValue {
    @Override
    public YamlValue relabelled(UnaryOperator<String> label) {
      return new Scalar(label.apply(where), value, source);
    }
  }

  /** A list. */
  record Sequence(String where, List<YamlValue> items) implements YamlValue {
    /** Copies the items. */
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public YamlValue relabelled(UnaryOperator<String> label) {
      return new Sequence(
          label.apply(where), items.stream().map(item -> item.relabelled(label)).toList());
    }
  }

  /** A mapping in the order of the text. */
  record Mapping(String where, Map<String, Entry> entries) implements YamlValue {
    /** Copies the entries. */
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** A mapping without keys. */
    public static Mapping empty(String where) {
      return new Mapping(where, Map.of());
    }

    /** The same mapping without one key. */
    public Mapping without(String key) {
      Map<String, Entry> others = new LinkedHashMap<>(entries);
      others.remove(key);
      return new Mapping(where, others);
    }

    /** The same mapping with one key set, in its old position if it was there. */
    public Mapping with(String key, Entry entry) {
      Map<String, Entry> all = new LinkedHashMap<>(entries);
      all.put(key, entry);
      return new Mapping(where, all);
    }

    @Override
    public Mapping relabelled(UnaryOperator<String> label) {
      Map<String, Entry> all = new LinkedHashMap<>();
      entries.forEach(
          (key, entry) ->
              all.put(key, new Entry(label.apply(entry.where()), entry.value().relabelled(label))));
      return new Mapping(label.apply(where), all);
    }
  }

  /**
   * A key's value.
   *
   * @param where the place of the key
   */
  record Entry(String where, YamlValue value) {}

  /** The tree of plain maps, lists and scalars. */
  static Mapping of(Map<?, ?> plain, String where) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    plain.forEach((key, value) -> entries.put(key.toString(), new Entry(where, of(value, where))));
    return new Mapping(where, entries);
  }

  private static YamlValue of(Object plain, String where) {
    if (plain instanceof Map<?, ?> map) {
      return of(map, where);
    }
    if (plain instanceof List<?> list) {
      return new Sequence(where, list.stream().map(item -> of(item, where)).toList());
    }
    return new Scalar(where, plain, "");
  }

  /** The mapping as plain maps, lists and scalars; keys and items without a value are left out. */
  static Map<String, Object> plain(Mapping mapping) {
    Map<String, Object> plain = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> add(entry.value(), value -> plain.put(key, value)));
    return plain;
  }

  /** The list as plain maps, lists and scalars; items without a value are left out. */
  static List<Object> plain(Sequence sequence) {
    List<Object> plain = new ArrayList<>();
    sequence.items().forEach(item -> add(item, plain::add));
    return plain;
  }

  private static void add(YamlValue value, Consumer<Object> to) {
    if (value instanceof Scalar scalar) {
      to.accept(scalar.value());
    } else if (value instanceof Sequence sequence) {
      to.accept(plain(sequence));
    } else if (value instanceof Mapping mapping) {
      to.accept(plain(mapping));
    }
  }

  /** The value in words, for messages: "the text 'abc'", "a list". */
  static String describe(YamlValue value) {
    if (value instanceof Scalar scalar) {
      String words = describe(scalar.value());
      return scalar.source().isEmpty() ? words : words + " (from \"" + scalar.source() + "\")";
    }
    return value instanceof Sequence
        ? "a list"
        : value instanceof Mapping ? "a mapping" : "nothing";
  }

  private static String describe(Object value) {
    if (value instanceof String text) {
      return "the text '" + (text.length() > 60 ? text.substring(0, 57) + "..." : text) + "'";
    }
    return value.toString();
  }
}
