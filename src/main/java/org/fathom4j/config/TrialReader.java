package org.fathom4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Broken;
import org.fathom4j.config.yaml.YamlValue.Entry;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Nothing;
import org.fathom4j.config.yaml.YamlValue.Scalar;
import org.fathom4j.problem.Problems;

/** Reads the parts of an experiment that depend on the parameters of a trial. */
record TrialReader(Mapping root, String file, DataPaths paths, Problems problems) {
  TrialSpec read(Map<String, Object> parameters) {
    Scope scope = lets(layers(Scope.of(parameters)));
    return new TrialSpec(data(scope), network(scope), TrainingReader.read(training(scope)));
  }

  /** The names of the space that have a value for each layer. */
  private Scope layers(Scope parameters) {
    Scope scope = parameters;
    for (LayeredSpec layered : LayeredReader.of(root)) {
      scope = scope.with(layered.name(), layered.values(parameters.values()));
    }
    return scope;
  }

  /** The values of {@code let}, each of which may use the ones above it. */
  private Scope lets(Scope parameters) {
    Scope scope = parameters;
    MappingOptions raw = section("let", root);
    for (String name : raw.keys()) {
      if (!Names.valid(name)) {
        raw.problem(name, Names.rule(name));
      } else if (parameters.values().keySet().stream().anyMatch(name::equalsIgnoreCase)) {
        raw.problem(name, "is a swept parameter too; give one of the two another name");
      }
      YamlValue value = raw.value(name).orElseThrow();
      scope = let(scope, name, new Evaluator(problems).evaluate(value, scope, "let." + name));
    }
    return scope;
  }

  private Scope let(Scope scope, String name, YamlValue value) {
    if (value instanceof Scalar scalar) {
      Optional<Number> number = Quantities.of(scalar.value());
      return scope.with(name, number.isPresent() ? number.get() : scalar.value());
    }
    if (!(value instanceof Broken)) {
      problems.add(
          value.where(),
          "let." + name,
          "must be a number, a text, true or false, got " + YamlValue.describe(value));
    }
    return scope.withBroken(name);
  }

  private DataSpec data(Scope scope) {
    Entry entry = root.entries().get("data");
    if (entry == null || entry.value() instanceof Nothing) {
      String where = entry == null ? file + ":1" : entry.where();
      problems.add(where, "data", "is missing; it must name the data set, as in {name: mnist}");
      return DataReader.read(MappingOptions.silent(where, "data"), List.of());
    }
    List<String> notes = new ArrayList<>();
    Mapping opened = paths.opened(tree("data", scope), notes::add);
    return DataReader.read(section("data", opened), notes);
  }

  private MappingOptions training(Scope scope) {
    return section("training", paths.opened(tree("training", scope), note -> {}));
  }

  private Mapping tree(String key, Scope scope) {
    Entry entry = root.entries().get(key);
    Mapping one =
        entry == null ? Mapping.empty(file + ":1") : Mapping.empty(file + ":1").with(key, entry);
    return new Evaluator(problems).evaluate(one, scope, "");
  }

  private MappingOptions section(String key, Mapping tree) {
    MappingOptions top = new MappingOptions(tree, file + ":1", "", problems);
    top.section(key); // reports what is no mapping
    return top.mapping(key).orElseGet(() -> MappingOptions.silent(file + ":1", key));
  }

  private List<LayerSpec> network(Scope scope) {
    Entry entry = root.entries().get("network");
    if (entry == null) {
      problems.add(file + ":1", "network", "is missing; it must be the list of layers");
      return List.of();
    }
    int before = problems.reports();
    List<LayerSpec> layers = new NetworkReader(problems).read(entry.value(), scope);
    if (layers.isEmpty() && problems.reports() == before) {
      problems.add(entry.where(), "network", "has no layers left; it needs at least one");
    }
    return layers;
  }
}
