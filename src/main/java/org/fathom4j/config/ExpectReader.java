package org.fathom4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Sequence;
import org.fathom4j.problem.Problems;
import org.fathom4j.problem.Suggestions;

/** Reads the {@code expect} section. */
record ExpectReader(MappingOptions top, List<String> parameters, Problems problems) {
  List<ExpectSpec> read() {
    Optional<YamlValue> value = top.value("expect");
    if (value.isEmpty() || value.get() instanceof YamlValue.Broken) {
      return List.of();
    }
    if (!(value.get() instanceof Sequence list)) {
      top.problem(
          "expect",
          "must be a list such as [{claim: ..., metric: test/accuracy, at-least: 0.9}], got "
              + YamlValue.describe(value.get()));
      return List.of();
    }
    List<ExpectSpec> expectations = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      String path = "expect[" + i + "]";
      if (list.items().get(i) instanceof Mapping entry) {
        try (MappingOptions options = new MappingOptions(entry, entry.where(), path, problems)) {
          expectations.add(expectation(options));
        }
      } else {
        top.problem(
            "expect",
            "must hold mappings with claim, metric and at-least or at-most, got "
                + YamlValue.describe(list.items().get(i)));
      }
    }
    return expectations;
  }

  private ExpectSpec expectation(MappingOptions options) {
    String claim = options.text("claim");
    String metric = options.text("metric");
    if (!options.has("at-least") && !options.has("at-most")) {
      options.problem("", "must have at-least, at-most or both");
    }
    double least =
        options.number("at-least", -Double.MAX_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY);
    double most =
        options.number("at-most", -Double.MAX_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY);
    if (least > most) {
      options.problem("at-least", "must not be above at-most, got " + least + " above " + most);
    }
    Optional<Map<String, Object>> at = options.section("at").map(this::place);
    return new ExpectSpec(claim, metric, at, least, most, options.text("source", ""));
  }

  private Map<String, Object> place(Options at) {
    for (String name : at.values().keySet()) {
      if (!parameters.contains(name)) {
        at.problem(name, "is no swept parameter" + Suggestions.hint(name, parameters));
      }
    }
    return at.values();
  }
}
