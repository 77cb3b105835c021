package org.fathom4j.chapter6;

import java.util.List;
import java.util.Optional;
import org.fathom4j.chapter6.RectifierStudy.Kind;
import org.fathom4j.report.statistics.Samples;

/** Sentences on what {@link RectifierStudy} found, made of its figures. */
final class RectifierWords {
  private RectifierWords() {}

  /** ReLU with that start of the biases; where the sweep has none, {@code otherwise}. */
  private static Kind reference(List<Kind> kinds, String bias, Kind otherwise) {
    return relu(kinds, bias).orElse(otherwise);
  }

  private static Optional<Kind> relu(List<Kind> kinds, String bias) {
    return kinds.stream().filter(kind -> kind.bias().equals(bias) && kind.isRelu()).findFirst();
  }

  private static List<String> biases(List<Kind> kinds) {
    return kinds.stream().map(Kind::bias).distinct().toList();
  }

  /** Every kind that is not what it would be compared with. */
  static List<Kind> others(List<Kind> kinds, Kind otherwise) {
    return kinds.stream()
        .filter(kind -> !kind.title().equals(reference(kinds, kind.bias(), otherwise).title()))
        .toList();
  }

  /** Those of the others whose mean accuracy is within {@code gap} of the reference's. */
  static List<Kind> close(List<Kind> kinds, Kind otherwise, double gap) {
    return close(others(kinds, otherwise), kinds, otherwise, gap);
  }

  /** Those of {@code some} whose mean accuracy is within {@code gap} of the reference's. */
  static List<Kind> close(List<Kind> some, List<Kind> kinds, Kind otherwise, double gap) {
    return some.stream()
        .filter(k -> Math.abs(k.mean() - reference(kinds, k.bias(), otherwise).mean()) <= gap)
        .toList();
  }

  /** How many kinds come near ReLU, by start of the biases. */
  static String near(List<Kind> kinds, Kind otherwise, double gap) {
    List<Kind> close = close(kinds, otherwise, gap);
    List<String> counts =
        biases(kinds).stream()
            .map(
                bias ->
                    Say.share(count(close, bias), count(others(kinds, otherwise), bias))
                        + (bias.isEmpty() ? "" : " (biases from " + bias + ")"))
            .toList();
    return "Of the other kinds "
        + String.join(" and ", counts)
        + " come within "
        + Say.number(100 * gap, 2)
        + " points of "
        + named(kinds, otherwise);
  }

  /** What the kinds are compared with. */
  private static String named(List<Kind> kinds, Kind otherwise) {
    return kinds.stream().anyMatch(Kind::isRelu) ? "ReLU" : otherwise.title();
  }

  private static int count(List<Kind> kinds, String bias) {
    return (int) kinds.stream().filter(kind -> kind.bias().equals(bias)).count();
  }

  /** Which kinds do not come near ReLU; empty where all do. */
  static String far(List<Kind> kinds, Kind otherwise, double gap) {
    List<Kind> close = close(kinds, otherwise, gap);
    List<String> far =
        others(kinds, otherwise).stream()
            .filter(kind -> !close.contains(kind))
            .map(
                k ->
                    k.title()
                        + " ("
                        + points(k.mean() - reference(kinds, k.bias(), otherwise).mean())
                        + ")")
            .toList();
    return far.isEmpty()
        ? ""
        : " Further from "
            + named(kinds, otherwise)
            + ", in points: "
            + String.join("; ", far)
            + ".";
  }

  /** The share of ReLU's units that are dead, by start of the biases. */
  static String dead(List<Kind> kinds) {
    List<String> shares =
        biases(kinds).stream()
            .flatMap(bias -> relu(kinds, bias).stream())
            .map(
                k ->
                    percent(k.dead())
                        + (k.bias().isEmpty() ? "" : " (biases from " + k.bias() + ")"))
            .toList();
    return shares.isEmpty()
        ? ""
        : " Of ReLU's units " + String.join(" and ", shares) + " are dead after training.";
  }

  /** What a start of the biases other than the first changes; empty where there is one. */
  static String bias(List<Kind> kinds) {
    List<String> biases = biases(kinds);
    if (biases.size() < 2) {
      return "";
    }
    String first = biases.get(0);
    String last = biases.get(biases.size() - 1);
    double[] changes =
        kinds.stream()
            .filter(kind -> kind.bias().equals(last))
            .flatMap(
                kind ->
                    kinds.stream()
                        .filter(k -> k.unit().equals(kind.unit()) && k.bias().equals(first))
                        .map(k -> kind.mean() - k.mean()))
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return changes.length == 0
        ? ""
        : " Biases that start at "
            + last
            + " instead of "
            + first
            + " change the accuracy by "
            + points(Samples.mean(changes))
            + " points on average ("
            + points(changes[0])
            + " to "
            + points(changes[changes.length - 1])
            + " by kind).";
  }

  /** That several sets of weights a unit leave fewer units; empty where all have as many. */
  static String size(List<Kind> kinds) {
    Kind most = kinds.get(0);
    Kind fewest = kinds.get(0);
    for (Kind kind : kinds) {
      most = kind.units() > most.units() ? kind : most;
      fewest = kind.units() < fewest.units() ? kind : fewest;
    }
    return most.units() == fewest.units()
        ? ""
        : " All networks have about as many weights, and a unit of maxout has several sets of them:"
            + " so "
            + fewest.unit()
            + " has "
            + fewest.units()
            + " units where "
            + most.unit()
            + " has "
            + most.units()
            + ".";
  }

  static String percent(double share) {
    return Say.fixed(100 * share, 1) + "%";
  }

  private static String points(double difference) {
    return (difference > 0 ? "+" : "") + Say.fixed(100 * difference, 1);
  }
}
