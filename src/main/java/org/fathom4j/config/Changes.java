package org.fathom4j.config;

import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.yaml.KeyPath;
import org.fathom4j.config.yaml.YamlText;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Entry;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.problem.Problems;
import org.fathom4j.problem.Suggestions;

/** Applies a preset and the overrides of a command line to the tree of a file. */
record Changes(String file, Problems problems) {
  private static final String OVERRIDE = "override '";

  /** Whether a place is on the command line. */
  static boolean isOverride(String where) {
    return where.startsWith(OVERRIDE);
  }

  /**
   * The tree with one preset of its {@code presets} applied. A preset's key with dots replaces the
   * value there; a section name with a mapping replaces each key of that mapping within the
   * section; {@code null} takes a key away.
   */
  Mapping preset(Mapping tree, String name) {
    Map<String, Entry> presets = presets(tree);
    Entry preset = presets.get(name);
    if (preset == null) {
      String known =
          presets.isEmpty() ? "; the file has none" : Suggestions.hint(name, presets.keySet());
      problems.add(file, "presets", "has no preset '" + name + "'" + known);
      return tree;
    }
    if (!(preset.value() instanceof Mapping values)) {
      problems.add(
          preset.where(),
          "presets." + name,
          "must be a mapping of keys to values, got " + YamlValue.describe(preset.value()));
      return tree;
    }
    Mapping changed = tree;
    for (var change : values.relabelled(w -> w + " (preset " + name + ")").entries().entrySet()) {
      changed = section(changed, change.getKey(), change.getValue());
    }
    return changed;
  }

  /** The tree with {@code path.to.key=value} applied; the value is read as YAML. */
  Mapping override(Mapping tree, String override) {
    String where = OVERRIDE + override + "'";
    int equals = override.indexOf('=');
    Optional<KeyPath> path =
        equals < 0 ? Optional.empty() : KeyPath.parse(override.substring(0, equals));
    String text = override.substring(equals + 1);
    if (path.isEmpty() || text.isBlank()) {
      problems.add(
          where,
          "",
          "must be path.to.key=value, as in training.epochs=3; null as the value takes the key"
              + " away");
      return tree;
    }
    return YamlText.read(text, line -> where, problems::add)
        .map(value -> set(tree, path.get(), value))
        .orElse(tree);
  }

  private static Map<String, Entry> presets(Mapping tree) {
    Entry section = tree.entries().get("presets");
    return section != null && section.value() instanceof Mapping presets
        ? presets.entries()
        : Map.of();
  }

  private Mapping section(Mapping tree, String key, Entry change) {
    Optional<KeyPath> path = KeyPath.parse(key);
    if (path.isEmpty()) {
      problems.add(change.where(), key, "must be a key path such as training.epochs");
      return tree;
    }
    boolean section = path.get().keys().size() == 1 && change.value() instanceof Mapping;
    if (!section) {
      return set(tree, path.get(), change.value());
    }
    Mapping changed = tree;
    for (var inner : ((Mapping) change.value()).entries().entrySet()) {
      Optional<KeyPath> rest = KeyPath.parse(inner.getKey());
      if (rest.isEmpty()) {
        problems.add(inner.getValue().where(), inner.getKey(), "must be a key path");
        continue;
      }
      changed = set(changed, path.get().then(rest.get()), inner.getValue().value());
    }
    return changed;
  }

  private Mapping set(Mapping tree, KeyPath path, YamlValue value) {
    return (Mapping) path.set(tree, value, problems::add);
  }
}
