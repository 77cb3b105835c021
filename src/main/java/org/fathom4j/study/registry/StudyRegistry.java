package org.fathom4j.study.registry;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.fathom4j.study.StudyType;

/** Every study that an experiment file can name: the {@link StudyType} services. */
public final class StudyRegistry {
  private final Map<String, StudyType> byName;

  private StudyRegistry(Map<String, StudyType> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** The studies on the class path. */
  public static StudyRegistry load() {
    Map<String, StudyType> byName = new TreeMap<>();
    for (StudyType type : ServiceLoader.load(StudyType.class)) {
      if (byName.putIfAbsent(type.name(), type) != null) {
        throw new IllegalStateException("two studies are named " + type.name());
      }
    }
    return new StudyRegistry(byName);
  }

  /** The study of that name. */
  public Optional<StudyType> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Every study, in alphabetical order. */
  public List<StudyType> all() {
    return List.copyOf(byName.values());
  }
}
