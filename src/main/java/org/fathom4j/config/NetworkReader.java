package org.fathom4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Entry;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Sequence;
import org.fathom4j.problem.Problems;

/**
 * Unrolls the {@code network} list: {@code - name}, {@code - name: {options}}, and {@code - repeat:
 * n} with {@code layers}; {@code when: false} leaves an entry out.
 */
final class NetworkReader {
  private static final int MOST_LAYERS = 10_000;

  /** Turns of all repeats together; a body may have no layers. */
  private static final int MOST_TURNS = 100_000;

  private final Problems problems;
  private final Evaluator evaluator;
  private final List<LayerSpec> layers = new ArrayList<>();
  private int turns;

  NetworkReader(Problems problems) {
    this.problems = problems;
    this.evaluator = new Evaluator(problems);
  }

  /** The layers, first to last. */
  List<LayerSpec> read(YamlValue network, Scope scope) {
    unroll(network, scope, "network");
    return layers;
  }

  private void unroll(YamlValue list, Scope scope, String path) {
    if (!(list instanceof Sequence entries)) {
      problems.add(list.where(), path, "must be a list of layers, got " + YamlValue.describe(list));
      return;
    }
    for (int i = 0; i < entries.items().size() && layers.size() < MOST_LAYERS; i++) {
      entry(entries.items().get(i), scope, path + "[" + i + "]");
    }
  }

  private void entry(YamlValue entry, Scope scope, String path) {
    if (entry instanceof Mapping mapping && mapping.entries().containsKey("repeat")) {
      if (wanted(mapping, scope, path)) {
        repeat(mapping.without("when"), scope, path);
      }
      return;
    }
    YamlValue layer = entry;
    if (entry instanceof Mapping mapping && mapping.entries().size() == 1) {
      Map.Entry<String, Entry> only = mapping.entries().entrySet().iterator().next();
      if (only.getValue().value() instanceof Mapping options) {
        if (!wanted(options, scope, path + "." + only.getKey())) {
          return;
        }
        String where = only.getValue().where();
        layer = mapping.with(only.getKey(), new Entry(where, options.without("when")));
      }
    }
    YamlValue evaluated = evaluator.evaluate(layer, scope, path);
    Variants.read(evaluated, entry.where(), path, problems)
        .ifPresent(read -> add(new LayerSpec(read.name(), read.options()), entry.where()));
  }

  /** Whether the key {@code when}, if there is one, is true; nothing else is evaluated yet. */
  private boolean wanted(Mapping options, Scope scope, String path) {
    Entry condition = options.entries().get("when");
    if (condition == null) {
      return true;
    }
    Mapping only = new Mapping(condition.where(), Map.of("when", condition));
    return new MappingOptions(
            evaluator.evaluate(only, scope, path), condition.where(), path, problems)
        .flag("when", false);
  }

  private void repeat(Mapping entry, Scope scope, String path) {
    Mapping head = evaluator.evaluate(entry.without("layers"), scope, path);
    MappingOptions options = new MappingOptions(head, entry.where(), path, problems);
    int times = options.integer("repeat", 0);
    String index = options.text("index", "i");
    Entry body = entry.entries().get("layers");
    if (!Names.valid(index)) {
      options.problem("index", Names.rule(index));
    }
    if (body == null) {
      options.problem("layers", "is missing; it must be the list of layers to repeat");
    }
    List.of("layers", "when").forEach(options::has);
    options.close();
    for (int i = 1; body != null && i <= times && layers.size() < MOST_LAYERS; i++) {
      if (turns == MOST_TURNS) {
        options.problem("repeat", "repeats more than " + MOST_TURNS + " times in all");
        return;
      }
      turns++;
      unroll(body.value(), scope.with(index, i), path + ".layers");
    }
  }

  private void add(LayerSpec layer, String where) {
    layers.add(layer);
    if (layers.size() == MOST_LAYERS) {
      problems.add(where, "network", "must have fewer than " + MOST_LAYERS + " layers");
    }
  }
}
