package org.fathom4j.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Every layer that an experiment file can name: the built-in ones and those found as services. */
public final class LayerRegistry {
  private final Map<String, LayerType> byName;

  private LayerRegistry(Map<String, LayerType> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** The built-in layers and every {@link LayerType} service on the class path. */
  public static LayerRegistry load() {
    List<LayerType> types = new ArrayList<>(BuiltinLayers.all());
    ServiceLoader.load(LayerType.class).forEach(types::add);
    Map<String, LayerType> byName = new TreeMap<>();
    for (LayerType type : types) {
      LayerType other = byName.putIfAbsent(type.name(), type);
      if (other != null) {
        throw new IllegalStateException(
            "two layers are named "
                + type.name()
                + ": "
                + other.getClass().getName()
                + " and "
                + type.getClass().getName());
      }
    }
    return new LayerRegistry(byName);
  }

  /** The layer of that name. */
  public Optional<LayerType> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Every layer, in alphabetical order. */
  public List<LayerType> all() {
    return List.copyOf(byName.values());
  }
}
