package org.fathom4j.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.fathom4j.config.expression.ExpressionException;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Scalar;
import org.fathom4j.config.yaml.YamlValue.Sequence;
import org.fathom4j.problem.Problems;

/** Reads the parts of an experiment that are the same in every trial. */
record HeaderReader(Mapping root, String file, Problems problems) {
  /** The sections that each trial reads for itself, with its parameters filled in. */
  private static final List<String> OF_TRIALS = List.of("data", "let", "network", "training");

  /** What a file with a study alone has no use for. */
  private static final List<String> OF_NETWORKS = List.of("let", "training", "sweep", "expect");

  private static final String FOLDER =
      "names a folder: use letters, digits, '-', '_' and '.', got '%s'";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  ExperimentHeader read(Path source, Optional<String> preset) {
    Mapping shared = root.without("presets");
    for (String section : OF_TRIALS) {
      shared = shared.without(section);
    }
    Optional<YamlValue> rules = rules();
    if (rules.isPresent()) {
      shared = withoutRules(shared);
    }
    Scope nothing = Scope.of(Map.of());
    MappingOptions top =
        new MappingOptions(
            new Evaluator(problems).evaluate(shared, nothing, ""), file + ":1", "", problems);
    OF_TRIALS.forEach(top::has);
    top.has("presets");
    new MappingOptions(root, file + ":1", "", problems).section("presets");
    String name = top.text("name");
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      top.problem("name", FOLDER.formatted(name));
    }
    String question = top.text("question", "");
    Optional<CollectionSpec> collection = top.section("collection").map(HeaderReader::collection);
    Optional<StudySpec> study = study(top);
    int folds = folds();
    SweepSpec sweep = sweep(top, rules, folds);
    ReportSpec report = report(top, sweep);
    List<ExpectSpec> expected = new ExpectReader(top, parameters(sweep), problems).read();
    if (ExperimentFile.isStudyAlone(root)) {
      OF_NETWORKS.stream()
          .filter(root.entries()::containsKey)
          .forEach(key -> top.problem(key, "is for networks, and this file has only a study"));
    }
    top.close();
    return new ExperimentHeader(
        name, question, sweep, folds, report, study, expected, collection, source, preset);
  }

  private static CollectionSpec collection(Options section) {
    try (section) {
      String name = section.text("name");
      if (!name.isEmpty() && !NAME.matcher(name).matches()) {
        section.problem("name", FOLDER.formatted(name));
      }
      return new CollectionSpec(name, section.text("of", ""), section.text("section", ""));
    }
  }

  private static Optional<StudySpec> study(MappingOptions top) {
    return top.variant("study").map(study -> new StudySpec(study.name(), study.options()));
  }

  /**
   * Of the data section, which is else each trial's own: folds decide how many trials there are.
   */
  private int folds() {
    YamlValue.Entry data = root.entries().get("data");
    if (data == null || !(data.value() instanceof Mapping section)) {
      return 0;
    }
    YamlValue.Entry folds = section.entries().get("folds");
    if (folds != null
        && folds.value() instanceof Scalar scalar
        && Template.isTemplate(scalar.value())) {
      String rule = "must be a number, the same for all trials, got \"" + scalar.value() + "\"";
      problems.add(folds.where(), "data.folds", rule);
      return 0;
    }
    return DataReader.folds(new MappingOptions(section, data.where(), "data", problems));
  }

  /** The sweep's {@code where}: its names have values in a trial alone. */
  private Optional<YamlValue> rules() {
    return Optional.ofNullable(root.entries().get("sweep"))
        .flatMap(sweep -> sweep.value() instanceof Mapping m ? Optional.of(m) : Optional.empty())
        .flatMap(sweep -> Optional.ofNullable(sweep.entries().get("where")))
        .map(YamlValue.Entry::value);
  }

  private static Mapping withoutRules(Mapping shared) {
    YamlValue.Entry sweep = shared.entries().get("sweep");
    return sweep != null && sweep.value() instanceof Mapping section
        ? shared.with("sweep", new YamlValue.Entry(sweep.where(), section.without("where")))
        : shared;
  }

  private SweepSpec sweep(MappingOptions top, Optional<YamlValue> rules, int folds) {
    top.section("sweep");
    Optional<MappingOptions> section = top.mapping("sweep");
    if (section.isEmpty()) {
      return SweepReader.single();
    }
    SweepSpec sweep = SweepReader.read(section.get(), rules, folds);
    Set<String> used = new TreeSet<>();
    try {
      for (String key : OF_TRIALS) {
        if (root.entries().containsKey(key)) {
          addNames(root.entries().get(key).value(), used);
        }
      }
    } catch (ExpressionException unreadable) {
      return sweep; // told with its place when a trial evaluates it; who knows what it meant to use
    }
    sweep.search().conditions().values().forEach(other -> used.addAll(other.when().keySet()));
    sweep.search().layered().stream()
        .filter(layered -> layered.ratio().isEmpty())
        .forEach(layered -> checkUsed(layered, sweep, section.get(), used));
    for (String parameter : parameters(sweep)) {
      if (!used.contains(parameter) && Names.valid(parameter)) {
        String message =
            "'" + parameter + "' is used nowhere; write \"${" + parameter + "}\" where it belongs";
        Optional<MappingOptions> space =
            section.get().mapping("space").filter(s -> s.keys().contains(parameter));
        space.ifPresentOrElse(
            s -> s.problem(parameter, message),
            () ->
                sweep
                    .match()
                    .ifPresent(match -> section.get().problem(match.measure().key(), message)));
      }
    }
    return sweep;
  }

  /** The values of the layers are used together. */
  private static void checkUsed(
      LayeredSpec layered, SweepSpec sweep, MappingOptions section, Set<String> used) {
    List<String> own =
        sweep.search().space().keySet().stream()
            .filter(parameter -> parameter.matches(layered.name() + "[0-9]+"))
            .toList();
    if (!used.contains(layered.name()) && own.stream().noneMatch(used::contains)) {
      section
          .mapping("space")
          .ifPresent(
              space ->
                  space.problem(
                      layered.name(),
                      "'%1$s' is used nowhere; write \"${%1$s[layer]}\" in a repeat with 'index: layer'"
                          .formatted(layered.name())));
    }
    used.addAll(own);
  }

  private static List<String> parameters(SweepSpec sweep) {
    List<String> parameters = new ArrayList<>(sweep.search().space().keySet());
    sweep
        .match()
        .ifPresent(
            match -> {
              parameters.add(match.by());
              match.fine().ifPresent(fine -> parameters.add(fine.name()));
            });
    return parameters;
  }

  private static ReportSpec report(MappingOptions top, SweepSpec sweep) {
    List<String> parameters = parameters(sweep);
    String first = parameters.isEmpty() ? "" : parameters.get(0);
    Optional<Options> section = top.section("report");
    if (section.isEmpty()) {
      return new ReportSpec(first, "");
    }
    try (Options report = section.get()) {
      String axis =
          parameters.isEmpty() ? report.text("axis", "") : report.choice("axis", parameters, first);
      if (parameters.isEmpty() && report.has("axis")) {
        report.problem(
            "axis", "must be a swept parameter, but nothing is swept, got '" + axis + "'");
      }
      if (report.has("metric")) {
        report.problem(
            "metric",
            "is no key of report: networks are judged on the test data by what sweep.objective"
                + " chooses them by; name it there, or leave it out");
      }
      Optional<ReferenceSpec> reference = report.section("reference").map(ReferenceSpec::read);
      if (reference.isPresent() && axis.isEmpty()) {
        report.problem("reference", "is drawn along an axis, but nothing is swept");
      }
      return new ReportSpec(axis, report.text("reading", ""), reference);
    }
  }

  /** Adds the names that the expressions of a value use. */
  private static void addNames(YamlValue value, Set<String> names) throws ExpressionException {
    if (value instanceof Mapping mapping) {
      for (YamlValue.Entry entry : mapping.entries().values()) {
        addNames(entry.value(), names);
      }
    } else if (value instanceof Sequence sequence) {
      for (YamlValue item : sequence.items()) {
        addNames(item, names);
      }
    } else if (value instanceof Scalar scalar && Template.isTemplate(scalar.value())) {
      names.addAll(Template.names(scalar.value().toString()));
    }
  }
}
