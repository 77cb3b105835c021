package org.fathom4j.report.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;

/**
 * Which of a sweep's parameters span it. A parameter that follows from the axis, such as a width
 * solved for equal size, is no axis of its own.
 *
 * @param design what kind of sweep it is
 * @param axis the horizontal axis, or empty
 * @param secondAxis the other axis of a grid, or empty
 * @param varying parameters with more than one value
 * @param values every parameter's values
 */
record SweepShape(
    Design design,
    String axis,
    String secondAxis,
    List<String> varying,
    Map<String, Set<Object>> values) {
  private static final int MOST_LEVELS = 12;

  static SweepShape of(SweepRecord sweep) {
    Map<String, Set<Object>> values = new HashMap<>();
    Set<String> names = new LinkedHashSet<>();
    for (TrialRecord trial : sweep.trials()) {
      names.addAll(trial.parameters().keySet());
      trial
          .parameters()
          .forEach((name, v) -> values.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(v));
    }
    List<String> varying =
        names.stream().filter(n -> values.getOrDefault(n, Set.of()).size() > 1).toList();
    if (varying.isEmpty()) {
      return new SweepShape(Design.SINGLE, "", "", varying, values);
    }
    String axis = axis(sweep, varying);
    List<String> free =
        varying.stream()
            .filter(n -> !n.equals(axis) && !axis.isEmpty() && !follows(sweep, n, axis))
            .toList();
    List<String> spanning = independent(sweep, free, axis);
    boolean readable = values.getOrDefault(axis, Set.of()).size() <= MOST_LEVELS;
    if (!axis.isEmpty() && spanning.isEmpty() && readable) {
      return new SweepShape(Design.AXIS, axis, "", varying, values);
    }
    if (!axis.isEmpty() && spanning.size() == 1 && filled(sweep, axis, spanning.get(0), values)) {
      return new SweepShape(Design.GRID, axis, spanning.get(0), varying, values);
    }
    return new SweepShape(Design.SEARCH, "", "", varying, values);
  }

  /** The named axis where it varies; else the first parameter, where all others follow from it. */
  private static String axis(SweepRecord sweep, List<String> varying) {
    if (varying.contains(sweep.axis())) {
      return sweep.axis();
    }
    String first = varying.get(0);
    boolean alone =
        (varying.size() == 1 || sweep.matched())
            && varying.stream().allMatch(n -> n.equals(first) || follows(sweep, n, first));
    return alone ? first : "";
  }

  /** Of the free parameters, those that do not follow from the axis and an earlier free one. */
  private static List<String> independent(SweepRecord sweep, List<String> free, String axis) {
    List<String> spanning = new ArrayList<>();
    for (String name : free) {
      boolean given = spanning.stream().anyMatch(earlier -> follows(sweep, name, axis, earlier));
      if (!given) {
        spanning.add(name);
      }
    }
    return spanning;
  }

  private static boolean follows(SweepRecord sweep, String name, String... from) {
    Map<List<Object>, Object> seen = new HashMap<>();
    for (TrialRecord trial : sweep.trials()) {
      List<Object> key = new ArrayList<>();
      for (String parameter : from) {
        key.add(trial.parameters().getOrDefault(parameter, ""));
      }
      Object value = trial.parameters().getOrDefault(name, "");
      Object before = seen.putIfAbsent(key, value);
      if (before != null && !Objects.equals(before, value)) {
        return false;
      }
    }
    return true;
  }

  /** A grid rather than scattered points: at least half of the crossings were tried. */
  private static boolean filled(
      SweepRecord sweep, String axis, String second, Map<String, Set<Object>> values) {
    int columns = values.getOrDefault(axis, Set.of()).size();
    int rows = values.getOrDefault(second, Set.of()).size();
    long crossings =
        sweep.trials().stream()
            .map(
                t ->
                    List.of(
                        t.parameters().getOrDefault(axis, ""),
                        t.parameters().getOrDefault(second, "")))
            .distinct()
            .count();
    return rows <= MOST_LEVELS && columns <= MOST_LEVELS && 2 * crossings >= (long) columns * rows;
  }

  /** Whether a parameter takes numbers alone. */
  boolean numeric(String name) {
    Set<Object> taken = values.getOrDefault(name, Set.of());
    return !taken.isEmpty() && taken.stream().allMatch(Number.class::isInstance);
  }
}
