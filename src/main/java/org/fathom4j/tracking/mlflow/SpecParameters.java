package org.fathom4j.tracking.mlflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.config.yaml.YamlText;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Mapping;

/** The resolved experiment as flat names and values, such as {@code training.epochs = 8}. */
final class SpecParameters {
  /** The parts that say what a trial does. */
  private static final List<String> OF_TRIALS = List.of("data.", "network.", "training.");

  private SpecParameters() {}

  /** Every leaf, but for the texts that have a place of their own on a run. */
  static Map<String, String> of(String spec) {
    Map<String, String> flat = new LinkedHashMap<>();
    // The experiment was checked when it was read first; what is broken since has no parameters.
    YamlText.read(spec, line -> "", (where, path, message) -> {})
        .filter(Mapping.class::isInstance)
        .ifPresent(tree -> flatten("", YamlValue.plain((Mapping) tree), flat));
    flat.keySet().removeIf(name -> name.equals("question") || name.startsWith("presets."));
    return flat;
  }

  /** The leaves that are the same in every trial: no expressions. */
  static Map<String, String> ofTrials(String spec) {
    Map<String, String> shared = of(spec);
    shared
        .entrySet()
        .removeIf(
            leaf ->
                OF_TRIALS.stream().noneMatch(leaf.getKey()::startsWith)
                    || leaf.getValue().contains("${"));
    return shared;
  }

  private static void flatten(String path, Object value, Map<String, String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, below) -> flatten(step(path, String.valueOf(key)), below, into));
    } else if (value instanceof List<?> list && !list.stream().allMatch(SpecParameters::isLeaf)) {
      for (int i = 0; i < list.size(); i++) {
        flatten(step(path, Integer.toString(i + 1)), list.get(i), into);
      }
    } else {
      into.put(path, String.valueOf(value));
    }
  }

  private static boolean isLeaf(Object value) {
    return !(value instanceof Map) && !(value instanceof List);
  }

  private static String step(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
