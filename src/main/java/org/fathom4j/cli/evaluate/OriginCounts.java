package org.fathom4j.cli.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.fathom4j.data.SeenExamples.Origin;
import org.fathom4j.evaluation.Selection;

/** How many examples of each origin were scored and left out, in words and as JSON. */
final class OriginCounts {
  private static final Map<Origin, Names> NAMES =
      new EnumMap<>(
          Map.of(
              Origin.OWN_TEST, new Names("ownTest", "of the run's own test"),
              Origin.NEW, new Names("new", "never seen"),
              Origin.TRAINED, new Names("trainedOn", "trained on"),
              Origin.CHOSEN, new Names("chosenBy", "chosen by")));

  private record Names(String json, String words) {}

  private OriginCounts() {}

  static String words(Selection selection) {
    if (selection.found().isEmpty()) {
      return "nobody knows which of them the network was trained on";
    }
    String scored = counts(selection::scored);
    String left = counts(selection::leftOut);
    return "scored: "
        + scored
        + (left.isEmpty() ? "" : "; left out: " + left + " (--include-seen scores them too)");
  }

  private static String counts(ToIntFunction<Origin> count) {
    return NAMES.entrySet().stream()
        .filter(origin -> count.applyAsInt(origin.getKey()) > 0)
        .map(
            origin ->
                String.format(
                    Locale.ROOT,
                    "%,d %s",
                    count.applyAsInt(origin.getKey()),
                    origin.getValue().words()))
        .collect(Collectors.joining(", "));
  }

  static void add(ObjectNode root, Selection selection) {
    if (selection.found().isEmpty()) {
      root.putNull("origins");
      return;
    }
    ObjectNode origins = root.putObject("origins");
    NAMES.forEach(
        (origin, names) ->
            origins
                .putObject(names.json())
                .put("found", selection.found().getOrDefault(origin, 0))
                .put("scored", selection.scored(origin)));
  }
}
