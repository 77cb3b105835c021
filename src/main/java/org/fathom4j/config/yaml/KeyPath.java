package org.fathom4j.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fathom4j.config.yaml.YamlValue.Entry;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Nothing;
import org.fathom4j.config.yaml.YamlValue.Scalar;
import org.fathom4j.config.yaml.YamlValue.Sequence;

/**
 * The way to a value: keys, and places in lists counted from 0, as in {@code
 * network.0.layers.1.pooling.kernel}; {@code network[0]} is the same as {@code network.0}.
 */
public record KeyPath(List<String> keys) {
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  /** Copies the keys. */
  public KeyPath {
    keys = List.copyOf(keys);
  }

  /** The path that the text spells, or empty where a key is missing. */
  public static Optional<KeyPath> parse(String text) {
    List<String> keys = List.of(INDEX.matcher(text.strip()).replaceAll(".$1").split("\\.", -1));
    return keys.stream().anyMatch(String::isBlank)
        ? Optional.empty()
        : Optional.of(new KeyPath(keys));
  }

  /** This path, continued. */
  public KeyPath then(KeyPath rest) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(rest.keys);
    return new KeyPath(all);
  }

  /** The value at this path and its place; empty where there is none. */
  public Optional<Entry> in(Mapping tree) {
    Entry found = new Entry(tree.where(), tree);
    for (String key : keys) {
      if (found.value() instanceof Mapping mapping && mapping.entries().get(key) != null) {
        found = mapping.entries().get(key);
      } else if (found.value() instanceof Sequence list
          && NUMBER.matcher(key).matches()
          && Integer.parseInt(key) < list.items().size()) {
        YamlValue item = list.items().get(Integer.parseInt(key));
        found = new Entry(item.where(), item);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  /**
   * The tree with the value at this path, whatever was there before; mappings on the way are made
   * where they lack, a list never grows. {@link Nothing} takes the key away.
   *
   * @param faults is told where the way is barred; the tree is then returned as it was
   */
  public YamlValue set(YamlValue tree, YamlValue value, Faults faults) {
    return set(tree, 0, value, faults);
  }

  private YamlValue set(YamlValue tree, int depth, YamlValue value, Faults faults) {
    if (depth == keys.size()) {
      return value;
    }
    String key = keys.get(depth);
    if (tree instanceof Mapping mapping) {
      return inMapping(mapping, depth, value, faults);
    }
    if (tree instanceof Sequence sequence) {
      return inSequence(sequence, depth, value, faults);
    }
    if (tree instanceof Nothing) {
      return inMapping(Mapping.empty(value.where()), depth, value, faults);
    }
    // A bare name, as in "- pooling" or "optimizer: sgd", is a mapping to no options.
    if (tree instanceof Scalar scalar && scalar.value().equals(key)) {
      Entry bare = new Entry(scalar.where(), new Nothing(scalar.where()));
      return inMapping(Mapping.empty(scalar.where()).with(key, bare), depth, value, faults);
    }
    faults.add(
        value.where(),
        prefix(depth),
        "is " + YamlValue.describe(tree) + ", so it has no key '" + key + "' to set");
    return tree;
  }

  private Mapping inMapping(Mapping mapping, int depth, YamlValue value, Faults faults) {
    String key = keys.get(depth);
    boolean last = depth == keys.size() - 1;
    if (last && value instanceof Nothing) {
      return mapping.without(key);
    }
    Entry old = mapping.entries().get(key);
    YamlValue before = old == null ? new Nothing(value.where()) : old.value();
    YamlValue after = set(before, depth + 1, value, faults);
    return mapping.with(key, new Entry(last || old == null ? value.where() : old.where(), after));
  }

  private Sequence inSequence(Sequence sequence, int depth, YamlValue value, Faults faults) {
    String key = keys.get(depth);
    int size = sequence.items().size();
    if (!NUMBER.matcher(key).matches() || Integer.parseInt(key) >= size) {
      faults.add(
          value.where(),
          prefix(depth),
          "is a list of " + size + "; its places are 0 to " + (size - 1) + ", got '" + key + "'");
      return sequence;
    }
    List<YamlValue> items = new ArrayList<>(sequence.items());
    int index = Integer.parseInt(key);
    if (depth == keys.size() - 1 && value instanceof Nothing) {
      items.remove(index);
    } else {
      items.set(index, set(items.get(index), depth + 1, value, faults));
    }
    return new Sequence(sequence.where(), items);
  }

  private String prefix(int depth) {
    return String.join(".", keys.subList(0, depth));
  }
}
