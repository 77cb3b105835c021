package org.fathom4j.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A name that expressions give an index, such as {@code width[2]}: one value for each layer.
 *
 * @param name the name; its values are parameters of their own, {@code width1, width2, ...}, unless
 *     a rule makes them of one
 * @param per the parameter that says how many layers there are
 * @param ratio of a pyramid: each layer's value over that of the layer before; the first layer's is
 *     the parameter {@code name}. Empty: every layer's value is its own
 */
public record LayeredSpec(String name, String per, OptionalDouble ratio) {
  /** The parameter of a layer, from 1. */
  static String parameter(String name, int layer) {
    return name + layer;
  }

  /** The values of a trial's layers, from the first. */
  List<Object> values(Map<String, Object> parameters) {
    List<Object> values = new ArrayList<>();
    if (ratio.isEmpty()) {
      Object value = parameters.get(parameter(name, 1));
      for (int layer = 2; value != null; layer++) {
        values.add(value);
        value = parameters.get(parameter(name, layer));
      }
    } else if (parameters.get(name) instanceof Number first
        && parameters.get(per) instanceof Number layers) {
      for (int k = 0; k < layers.intValue(); k++) {
        double inside = first.doubleValue() * Math.pow(ratio.getAsDouble(), k);
        values.add((int) Math.max(1, Math.rint(inside)));
      }
    }
    return values;
  }

  /** Parameters and, by their names, the values for each layer. */
  static Map<String, Object> all(List<LayeredSpec> layered, Map<String, Object> parameters) {
    Map<String, Object> all = new LinkedHashMap<>(parameters);
    layered.forEach(spec -> all.put(spec.name(), spec.values(parameters)));
    return all;
  }
}
