package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read when they make a mistake, word for word. */
class MessagesTest {
  /**
   * Inputs, one to a block: the section after {@code #}, lines split at {@code |}; then the
   * messages that it gets.
   */
  private static final String BOOK =
      """
      # nmae: x
      x.yaml:1: nmae: is no key; did you mean 'name'?
      # name: a b | name: c
      x.yaml:1: name: names a folder: use letters, digits, '-', '_' and '.', got 'a b'
      x.yaml:2: name: is given twice, first at x.yaml:1; keep one
      # name: [1] | question: 3
      x.yaml:1: name: must be a text, got a list
      x.yaml:2: question: must be a text, got 3
      # data: mnist
      x.yaml:1: data: must be a mapping of options, got the text 'mnist'
      # data: | nme: mnist
      x.yaml:2: nme: is no key; did you mean 'name'?
      x.yaml:1: data: is missing; it must name the data set, as in {name: mnist}
      # data: {nme: mnist}
      x.yaml:1: data.name: is missing; it must be a text; is it meant by 'nme'?
      # data: {name: mnist, train: 2.5, validation: 0, dir: 3, its-own: 1}
      x.yaml:1: data.dir: must be a text, got 3
      x.yaml:1: data.train: must be a whole number of at least 0, got 2.5
      x.yaml:1: data.validation: must be a whole number of at least 1, got 0
      # data: {name: mnist, folds: 1}
      x.yaml:1: data.folds: must be a whole number of at least 2, got 1
      # data: {name: mnist, folds: "${2 + 1}"}
      x.yaml:1: data.folds: must be a number, the same for all trials, got "${2 + 1}"
      # data: {name: mnist, train: 3000M}
      x.yaml:1: data.train: must be a whole number of at least 0, got the text '3000M'
      # training: {epochs: 0, batch: abc, clip: -1, l1: .nan, engine: fast, epoch: 3}
      x.yaml:1: training.epochs: must be a whole number of at least 1, got 0
      x.yaml:1: training.batch: must be a whole number, got the text 'abc'
      x.yaml:1: training.l1: must be a number of at least 0, got NaN
      x.yaml:1: training.clip: must be a number of at least 0, got -1
      x.yaml:1: training.engine: must be one of auto, compiled, dl4j, got 'fast'
      x.yaml:1: training.epoch: is no key of training; did you mean 'epochs'?
      # training: |   optimizer: {nesterov: {rate: 0, momentum: 1}} |   schedule: cosin |   init: normal
      x.yaml:2: training.optimizer.nesterov.rate: must be a number above 0, got 0
      x.yaml:2: training.optimizer.nesterov.momentum: must be a number of at least 0 and below 1, got 1
      x.yaml:3: training.schedule: must be one of constant, cosine, linear, exponential, step, got 'cosin'; did you mean 'cosine'?
      x.yaml:4: training.init: needs a scale, as in {normal: 0.01}
      # training: {init: uniform}
      x.yaml:1: training.init: needs a scale, as in {uniform: 0.01}
      # training: {init: {uniform: }}
      x.yaml:1: training.init.uniform: must be a number, got nothing
      # let: {a: .nan, b: .inf} | training: {l1: 0x1p0, clip: "${2 * a}", max-norm: "${b}", bias-init: "${0x1p0}"}
      x.yaml:2: training.clip: "${2 * a}" cannot be evaluated: a number in it is none, or infinite
      x.yaml:2: training.max-norm: "${b}" cannot be evaluated: a number in it is none, or infinite
      x.yaml:2: training.bias-init: "${0x1p0}" cannot be evaluated: missing operator
      x.yaml:2: training.l1: must be a number, got the text '0x1p0'
      # name: ''
      x.yaml:1: name: must be a text, got an empty one
      # data: {name: "a\\0b"}
      x.yaml:1: data.name: holds the character NUL, which no name and no path may have
      # sweep: {space: {u: [.nan]}}
      x.yaml:1: sweep.space.u: must hold finite numbers, got NaN
      # training: {epochs: "${u"} | sweep: {space: {u: [1, 2]}}
      x.yaml:1: training.epochs: "${u" cannot be evaluated: its '}' is missing
      # training: {epochs: "${u}"} | sweep: {space: {u: {from: 1, to: 1000000000}}}
      x.yaml:1: training.epochs: "${u}" cannot be evaluated: unknown name 'u'; no name has a value here
      x.yaml:2: sweep.space: has 1,000,000,000 points, with 1 seed each; a sweep has at most 10,000 trials: give a range 'points: 10', or draw with 'generator: random'
      # training: {epochs: "${u}"} | sweep: {space: {u: [1, 2]}, generator: random, trials: 2000000000, seeds: 2}
      x.yaml:1: training.epochs: "${u}" cannot be evaluated: unknown name 'u'; no name has a value here
      x.yaml:2: sweep.trials: has 2,000,000,000 points, with 2 seeds each; a sweep has at most 10,000 trials: ask for fewer
      # training: {epochs: "${u}"} | sweep: {space: {u: {from: 1, to: 2000000000, points: 2000000000}}}
      x.yaml:1: training.epochs: "${u}" cannot be evaluated: unknown name 'u'; no name has a value here
      x.yaml:2: sweep.space.u.points: must be at most 10,000, got 2,000,000,000
      x.yaml:2: sweep.space: has 2,000,000,000 points, with 1 seed each; a sweep has at most 10,000 trials: give a range 'points: 10', or draw with 'generator: random'
      # network: [{repeat: 1000000000, layers: [{dense: {when: false}}]}]
      x.yaml:1: network[0].repeat: repeats more than 100000 times in all
      # training: {optimizer: {sgd: {rate: 1}, adam: }}
      x.yaml:1: training.optimizer: must be one name with its options, as in '{name: {option: value}}', got the keys sgd, adam; options stand indented under the name
      # training: {optimizer: {adam: 0.1}, early-stopping: 5}
      x.yaml:1: training.optimizer.adam: must be a mapping of options, as in '{option: value}', got 0.1
      x.yaml:1: training.early-stopping: must be a mapping of options, got 5
      # training: {init: {normal: 0}, schedule: {step: {}}, early-stopping: {}}
      x.yaml:1: training.schedule.step.epochs: is missing; it must be a whole number of at least 1
      x.yaml:1: training.init.normal: must be a number above 0, got 0
      x.yaml:1: training.early-stopping.patience: is missing; it must be a whole number of at least 1
      # training: {epochs: "${3 / 2}", batch: "${1 > 2}"}
      x.yaml:1: training.epochs: must be a whole number of at least 1, got 1.5 (from "${3 / 2}")
      x.yaml:1: training.batch: must be a whole number, got false (from "${1 > 2}")
      # network: dense
      x.yaml:1: network: must be a list of layers, got the text 'dense'
      # network: []
      x.yaml:1: network: has no layers left; it needs at least one
      # network: [{dense: {when: false}}]
      x.yaml:1: network: has no layers left; it needs at least one
      # network: [dense, 3, [a], {dense: {units: 3}, drop: {}}]
      x.yaml:1: network[1]: must be a name, or a name with its options, got 3
      x.yaml:1: network[2]: must be a name, or a name with its options, got a list
      x.yaml:1: network[3]: must be one name with its options, as in '{name: {option: value}}', got the keys dense, drop; options stand indented under the name
      # network: |   - dense: 256 |   - dense: {when: 3}
      x.yaml:2: network[0].dense: must be a mapping of options, as in '{option: value}', got 256
      x.yaml:3: network[1].dense.when: must be true or false, got 3
      # network: [{repeat: x, layers: [dense]}, {repeat: -1, layers: [dense]}, {repeat: 2}]
      x.yaml:1: network[0].repeat: must be a whole number, got the text 'x'
      x.yaml:1: network[1].repeat: must be a whole number of at least 0, got -1
      x.yaml:1: network[2].layers: is missing; it must be the list of layers to repeat
      # network: [{repeat: 2, layers: [dense], whn: true, index: pi}]
      x.yaml:1: network[0].index: 'pi' cannot be a name in expressions: use letters, digits and _, and none of true, false, pi, e
      x.yaml:1: network[0].whn: is no key of network[0]; did you mean 'when'?
      # network: [{repeat: 200, layers: [{repeat: 200, layers: [dense]}]}]
      x.yaml:1: network: must have fewer than 10000 layers
      # network: [{dense: {units: "${wdith}"}}]
      x.yaml:1: network[0].dense.units: "${wdith}" cannot be evaluated: unknown name 'wdith'; no name has a value here
      # let: {width: 3, depth: 4} | network: [{dense: {units: "${wdith}"}}, {dense: {units: "${size}"}}]
      x.yaml:2: network[0].dense.units: "${wdith}" cannot be evaluated: unknown name 'wdith'; did you mean 'width'?
      x.yaml:2: network[1].dense.units: "${size}" cannot be evaluated: unknown name 'size'; known: depth, width
      # network: [{dense: {units: "${2 +}"}}, {dense: {units: "${1 / 0}"}}, {dense: {units: "a${1"}}]
      x.yaml:1: network[0].dense.units: "${2 +}" cannot be evaluated: the value after '+' is missing
      x.yaml:1: network[1].dense.units: "${1 / 0}" cannot be evaluated: division by zero
      x.yaml:1: network[2].dense.units: "a${1" cannot be evaluated: its '}' is missing
      # network: [{dense: {units: "${random()}"}}, {dense: {units: "${'a' * 2}"}}]
      x.yaml:1: network[0].dense.units: "${random()}" cannot be evaluated: unknown function 'random' (known: abs, ceil, ceiling, floor, if, log, log10, max, min, not, round, sqrt, sum)
      x.yaml:1: network[1].dense.units: "${'a' * 2}" cannot be evaluated: '*' cannot take a value of this type
      # let: {a: "${b}", b: "${a}", c: [1], pi: 3, x-y: 3}
      x.yaml:1: let.a: "${b}" cannot be evaluated: unknown name 'b'; no name has a value here
      x.yaml:1: let.c: must be a number, a text, true or false, got a list
      x.yaml:1: let.pi: 'pi' cannot be a name in expressions: use letters, digits and _, and none of true, false, pi, e
      x.yaml:1: let.x-y: 'x-y' cannot be a name in expressions: use letters, digits and _, and none of true, false, pi, e
      # let: {a: &a [*a]}
      x.yaml:1: let.a: holds itself, or aliases that unfold to too many values
      # let: {a: !foo 3, b: !!int abc, ? [1] : 2}
      x.yaml:1: let.a: the tag !foo is not understood; take it away
      x.yaml:1: let.b: 'abc' is no number
      x.yaml:1: let: a key must be a plain name, not a list or a mapping
      # sweep: {}
      x.yaml:1: sweep.space: must hold at least one parameter, as in 'depth: [2, 3, 4]', got none
      # sweep: {space: [1]}
      x.yaml:1: sweep.space: must hold at least one parameter, as in 'depth: [2, 3, 4]', got a list
      # sweep: {space: {depth: "${n}"}}
      x.yaml:1: sweep.space.depth: "${n}" cannot be evaluated: unknown name 'n'; no name has a value here
      # sweep: |   space: |     depth: [] |     a: {from: 3, to: 2} |     b: {from: 1, too: 5} |     c: {from: 0.1, to: 1}
      x.yaml:3: sweep.space.depth: is empty; give at least one value, as in [2, 3, 4]
      x.yaml:4: sweep.space.a: must run from a smaller to a greater number, got 3 to 2
      x.yaml:5: sweep.space.b.to: is missing; it must be a finite number; is it meant by 'too'?
      x.yaml:5: sweep.space.b.too: is no key of sweep.space.b; did you mean 'to'?
      x.yaml:6: sweep.space.c.points: is missing; a grid must be told how many of the real numbers it takes
      x.yaml:6: sweep.space.c: 'c' is used nowhere; write "${c}" where it belongs
      # let: {u: "${a}${b}${c}"} | sweep: {space: {a: {from: 0, to: 1, log: true, points: 3}, b: {from: 1, to: 3, points: 9}, c: [1, 1], x-y: 1, d: , f: [[1]]}}
      x.yaml:1: let.u: "${a}${b}${c}" cannot be evaluated: unknown name 'a'; no name has a value here
      x.yaml:2: sweep.space.a.from: must be a number above 0, got 0
      x.yaml:2: sweep.space.b.points: must be at most the 3 whole numbers there are, got 9
      x.yaml:2: sweep.space.c: holds 1 twice; each value once
      x.yaml:2: sweep.space.x-y: 'x-y' cannot be a name in expressions: use letters, digits and _, and none of true, false, pi, e
      x.yaml:2: sweep.space.d: must be a list of plain values or a range {from, to}, got nothing
      x.yaml:2: sweep.space.f: must be a list of plain values or a range {from, to}, got a list
      # sweep: {space: {x-y: 1}, trials: 5, seeds: 0, objective: test/accuracy}
      x.yaml:1: sweep.space.x-y: 'x-y' cannot be a name in expressions: use letters, digits and _, and none of true, false, pi, e
      x.yaml:1: sweep.objective: must be a validation or training metric, got 'test/accuracy': the test set chooses nothing; did you mean 'validation/accuracy'?
      x.yaml:1: sweep.trials: is for generators that draw, such as random or tpe; a grid takes every point of its space
      x.yaml:1: sweep.seeds: must be a whole number of at least 1, got 0
      # let: {u: "${a}${b}"} | sweep: {space: {a: [1, 2], b: {values: [3, 4], when: {c: 1}, otherwise: 0}}, where: ["${a * d <= 2}", a < 2, "${a *}"], first: [{a: 1, e: 2}, 3]}
      x.yaml:1: let.u: "${a}${b}" cannot be evaluated: unknown name 'a'; no name has a value here
      x.yaml:2: sweep.space.b.when.c: must be a parameter that comes before this one; did you mean 'a'?
      x.yaml:2: sweep.where: "${a * d <= 2}" uses 'd', which is not in the space; did you mean 'a'?
      x.yaml:2: sweep.where: must be an expression such as "${depth * width <= 600}", got the text 'a < 2'
      x.yaml:2: sweep.where: the value after '*' is missing
      x.yaml:2: sweep.first: names 'e', which is not in the space; did you mean 'a'?
      x.yaml:2: sweep.first: must be a list of points such as [{depth: 2, width: 16}], got 3
      # sweep: {space: {depth: 1}, generator: random, seeds: [1, 1, a], objective: {metric: f1, direction: up}}
      x.yaml:1: sweep.objective.direction: must be one of maximize, minimize, got 'up'
      x.yaml:1: sweep.trials: is missing; it must be a whole number of at least 1
      x.yaml:1: sweep.seeds: holds 1 twice; each seed once
      x.yaml:1: sweep.seeds: must be a whole number, got the text 'a'
      x.yaml:1: sweep.space.depth: 'depth' is used nowhere; write "${depth}" where it belongs
      # sweep: {space: {x: 1}, seeds: [], objective: validation/acuracy, match-parameters: {parameters: 300k, by: x, fine: {a: 1, b: 2}, tolerence: 1}}
      x.yaml:1: sweep.match-parameters.fine: must be one parameter other than 'x' with the value to stay near, as in {units: 256}, got a, b
      x.yaml:1: sweep.match-parameters.tolerence: is no key of sweep.match-parameters; did you mean 'tolerance'?
      x.yaml:1: sweep.match-parameters: solves for 'x', so it cannot be in the space too; take it out of one of them
      x.yaml:1: sweep.objective: must be validation/ or train/ before one of loss, accuracy, digit-accuracy, coverage-at-98, balanced-accuracy, macro-f1, log-loss, auc, brier, calibration-error, mae, rmse, r2, got 'validation/acuracy'; did you mean 'validation/accuracy'?; for another metric write {metric: NAME, direction: maximize}
      x.yaml:1: sweep.seeds: is empty; give a number of seeds, or a list such as [1, 2, 3]
      x.yaml:1: sweep.space.x: 'x' is used nowhere; write "${x}" where it belongs
      # sweep: {space: {x-y: 1}, match-parameters: abc, seeds: 5000}
      x.yaml:1: sweep.space.x-y: 'x-y' cannot be a name in expressions: use letters, digits and _, and none of true, false, pi, e
      x.yaml:1: sweep.match-parameters: must be a whole number, got the text 'abc'
      x.yaml:1: sweep.seeds: must be at most 1000 seeds, got 5000
      x.yaml:1: sweep.match-parameters: 'width' is used nowhere; write "${width}" where it belongs
      # report: {axis: depht, metrc: x} | presets: 5
      x.yaml:2: presets: must be a mapping of options, got 5
      x.yaml:1: report.axis: must be a swept parameter, but nothing is swept, got 'depht'
      x.yaml:1: report.metrc: is no key of report; did you mean 'metric'?
      """;

  record Page(String section, List<String> messages) {}

  static List<Page> pages() {
    return java.util.Arrays.stream(BOOK.split("(?m)^# "))
        .filter(page -> !page.isBlank())
        .map(page -> page.split("\n"))
        .map(
            lines ->
                new Page(
                    lines[0].replace(" | ", "\n"),
                    List.of(lines).subList(1, lines.length).stream().toList()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void mistakesAreReportedTogether(Page page) {
    assertThat(Specs.mistakes(page.section())).containsExactlyInAnyOrderElementsOf(page.messages());
  }

  @ParameterizedTest
  @MethodSource("brokenTexts")
  void brokenYamlSaysTheLineAndWhatToDo(List<String> textAndMessage) {
    assertThat(Specs.refusal(() -> Specs.file(textAndMessage.get(0))))
        .isEqualTo(textAndMessage.get(1));
  }

  static List<List<String>> brokenTexts() {
    String colon =
        "a ':' is not allowed here; check the indentation, and quote a text with ': ' in it";
    String indentation = "the indentation does not match the lines above";
    String quotes = "a text that starts with this character needs quotes";
    String braces =
        "a mapping '{...}' is not closed, or a comma is missing in it; an expression within braces"
            + " needs quotes: \"${...}\"";
    String shape = "must be a mapping with name, data and network, or name and study, got ";
    return List.of(
        List.of("a: b: c", "x.yaml:1: not valid YAML: " + colon + " (column 5)"),
        List.of("a: 1\n b: 2", "x.yaml:2: not valid YAML: " + colon + " (column 3)"),
        List.of(
            "a:\n\tb: 1", "x.yaml:2: not valid YAML: a tab cannot indent; use spaces (column 1)"),
        List.of(
            "a: [1, 2",
            "x.yaml:1: not valid YAML: a list '[...]' is not closed, or a comma is missing in it"
                + " (column 9)"),
        List.of("a: {b: ${c}}", "x.yaml:1: not valid YAML: " + braces + " (column 9)"),
        List.of("a: 'x", "x.yaml:1: not valid YAML: a quote is opened and not closed (column 6)"),
        List.of(
            "a: 1\n---\nb: 2",
            "x.yaml:2: not valid YAML: one file holds one experiment; '---' starts another"
                + " (column 1)"),
        List.of(
            "a: *x",
            "x.yaml:1: not valid YAML: a text that starts with '*' needs quotes (column 4)"),
        List.of("a: 1\n- b", "x.yaml:2: not valid YAML: " + indentation + " (column 1)"),
        List.of("a: @x", "x.yaml:1: not valid YAML: " + quotes + " (column 4)"),
        List.of("a: 1\nb", "x.yaml:2: not valid YAML: a key needs a ':' after it (column 2)"),
        List.of("", "x.yaml:1: " + shape + "an empty file"),
        List.of("# only a comment", "x.yaml:1: " + shape + "an empty file"),
        List.of("abc", "x.yaml:1: " + shape + "the text 'abc'"),
        List.of("- a", "x.yaml:1: " + shape + "a list"));
  }

  @Test
  void filesThatCannotBeReadAreNamedWithTheirNeighbour() {
    assertThat(load("../experiments/10-depth-stdy.yaml"))
        .isEqualTo(
            "there is no file ../experiments/10-depth-stdy.yaml; did you mean"
                + " '../experiments/10-depth-study.yaml'?");
    assertThat(load("/no/where.yaml")).isEqualTo("there is no file /no/where.yaml");
    assertThat(load(".."))
        .isEqualTo(".. is a folder; name an experiment file, or add --collection NAME");
  }

  @Test
  void mistakesStandInTheOrderOfTheFile() {
    List<String> mistakes =
        Specs.mistakes("training:\n  epochs: x\nsweep:\n  seeds: y\nname: [1]", "training.batch=z");
    assertThat(mistakes.stream().map(m -> m.substring(0, 8)))
        .containsExactly("override", "x.yaml:2", "x.yaml:3", "x.yaml:4", "x.yaml:5");
  }

  @Test
  void aMistakeOfEveryTrialIsReportedOnce() {
    ExperimentFile file = Specs.file(Specs.with("training: {epochs: 0}"));
    Problems problems = new Problems();
    file.bind(Map.of(), problems);
    int first = problems.reports();
    file.bind(Map.of(), problems);
    assertThat(problems.all()).hasSize(1);
    assertThat(problems.reports()).isGreaterThan(first);
  }

  private static String load(String file) {
    return Specs.refusal(() -> ExperimentFile.load(Path.of(file), Optional.empty(), List.of()));
  }
}
