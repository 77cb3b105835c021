package org.fathom4j.config;

import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Broken;
import org.fathom4j.config.yaml.YamlValue.Entry;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Nothing;
import org.fathom4j.config.yaml.YamlValue.Scalar;
import org.fathom4j.problem.Problems;

/** Reads {@code name} or {@code {name: {option: value}}}. */
final class Variants {
  private Variants() {}

  /** The name and its options; empty where reported. */
  static Optional<Variant> read(YamlValue value, String where, String path, Problems problems) {
    if (value instanceof Broken) {
      return Optional.empty();
    }
    if (value instanceof Scalar scalar && scalar.value() instanceof String name) {
      Options none = new MappingOptions(Mapping.empty(where), where, path + "." + name, problems);
      return Optional.of(new Variant(name, none));
    }
    if (!(value instanceof Mapping mapping)) {
      problems.add(
          where,
          path,
          "must be a name, or a name with its options, got " + YamlValue.describe(value));
      return Optional.empty();
    }
    if (mapping.entries().size() != 1) {
      problems.add(
          where,
          path,
          "must be one name with its options, as in '{name: {option: value}}', got "
              + (mapping.entries().isEmpty()
                  ? "none"
                  : "the keys "
                      + String.join(", ", mapping.entries().keySet())
                      + "; options stand indented under the name"));
      return Optional.empty();
    }
    Map.Entry<String, Entry> only = mapping.entries().entrySet().iterator().next();
    return Optional.of(
        new Variant(only.getKey(), options(only.getValue(), path + "." + only.getKey(), problems)));
  }

  private static Options options(Entry entry, String path, Problems problems) {
    YamlValue value = entry.value();
    if (value instanceof Mapping options) {
      return new MappingOptions(options, entry.where(), path, problems);
    }
    if (value instanceof Nothing) {
      return new MappingOptions(Mapping.empty(entry.where()), entry.where(), path, problems);
    }
    if (!(value instanceof Broken)) {
      problems.add(
          entry.where(),
          path,
          "must be a mapping of options, as in '{option: value}', got "
              + YamlValue.describe(value));
    }
    return MappingOptions.silent(entry.where(), path);
  }
}
