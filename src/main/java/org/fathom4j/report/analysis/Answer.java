package org.fathom4j.report.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.report.statistics.PairedComparison;
import org.fathom4j.report.statistics.Samples;
import org.fathom4j.report.statistics.Wilson;

/**
 * The answer in one sentence. It says yes or no only to a question that asks whether more is
 * better, and only where the interval of at least {@value #PAIRS_FOR_A_VERDICT} pairs excludes 0.
 * Where the mean over a grid's other axis hides that it goes the other way at some value there, the
 * sentence names it; where that is beyond the spread of seeds, there is no verdict but this.
 */
final class Answer {
  static final int PAIRS_FOR_A_VERDICT = 3;
  private static final Pattern ASKS_WHETHER_MORE_IS_BETTER =
      Pattern.compile(
          "^(do|does|is|are|will|can)\\b.*\\b(deeper|deep|wider|wide|larger|bigger|more|longer)\\b"
              + ".*\\b(better|improves?|helps?|higher|rises?|gains?)\\b.*");
  private static final Pattern NEGATES =
      Pattern.compile(".*\\b(not|no|never|worse|hurts?|overfit\\w*)\\b.*");

  private final Findings findings;
  private final Measure measure;

  private Answer(Findings findings) {
    this.findings = findings;
    this.measure = findings.measure();
  }

  static String of(Findings findings) {
    return new Answer(findings).sentence();
  }

  private String sentence() {
    List<Arm> measured =
        findings.arms().stream().filter(arm -> arm.results(measure.result()).length > 0).toList();
    if (measured.isEmpty()) {
      return nothing();
    }
    Optional<Contrast> headline = findings.headline();
    if (headline.isPresent()) {
      return comparison(headline.get()) + remainder() + ".";
    }
    return best() + remainder() + ".";
  }

  private String nothing() {
    List<TrialRecord> trials = findings.sweep().trials();
    return trials.isEmpty()
        ? "No answer yet: no trial has begun."
        : "No answer: none of the trials has a result (" + Arm.states(trials) + ").";
  }

  private String comparison(Contrast contrast) {
    String first =
        named(contrast.first()) + (findings.numericAxis() ? "" : ", validation's choice,");
    String second = named(contrast.second()) + (findings.numericAxis() ? "" : ", the next,");
    return capital(
        verdict(contrast)
            + at()
            + first
            + (plural() ? " reach " : " reaches ")
            + measure.phrase(measure.show(contrast.firstMean()))
            + " and "
            + second
            + " "
            + measure.show(contrast.secondMean())
            + ", "
            + measure.showDifference(contrast.difference())
            + (findings.secondAxis().isEmpty() ? "" : " on average over " + findings.secondAxis())
            + " ("
            + evidence(contrast)
            + ")"
            + companions(contrast.first())
            + peak(contrast)
            + against(contrast));
  }

  /** "; the other way at arm A (−3.0 points)": what the mean hides. */
  private String against(Contrast contrast) {
    String named =
        Slice.of(contrast, findings).stream()
            .filter(slice -> slice.isAgainst(contrast.difference()))
            .map(
                slice ->
                    slice.label()
                        + " ("
                        + measure.showDifference(slice.comparison().difference())
                        + ")")
            .collect(Collectors.joining(", "));
    return named.isEmpty() ? "" : "; the other way at " + named;
  }

  private String companions(Level level) {
    String others = companions(result -> Samples.mean(level.results(result)));
    return others.isEmpty() ? "" : "; " + named(level) + ": " + others;
  }

  /** "MAE 18000, R² 0.912": what else is known of predicted numbers. */
  private String companions(ToDoubleFunction<String> mean) {
    return findings.companions().stream()
        .map(other -> other.quantity() + " " + other.show(mean.applyAsDouble(other.result())))
        .collect(Collectors.joining(", "));
  }

  /** Where a value between the two ends does better than both, the sentence must not hide it. */
  private String peak(Contrast contrast) {
    double sign = measure.higherIsBetter() ? 1 : -1;
    double ends = Math.max(sign * contrast.firstMean(), sign * contrast.secondMean());
    return findings.levels().stream()
        .filter(level -> findings.numericAxis() && level.has(measure.result()))
        .max(Comparator.comparingDouble(level -> sign * level.mean(measure.result())))
        .filter(level -> !level.equals(contrast.first()) && !level.equals(contrast.second()))
        .filter(level -> sign * level.mean(measure.result()) > ends)
        .map(
            level ->
                "; best is " + named(level) + ", " + measure.show(level.mean(measure.result())))
        .orElse("");
  }

  private String verdict(Contrast contrast) {
    Optional<Interval> interval = contrast.comparison().flatMap(PairedComparison::interval);
    int pairs = contrast.comparison().map(PairedComparison::pairs).orElse(0);
    if (pairs < PAIRS_FOR_A_VERDICT || interval.isEmpty()) {
      return "too few paired " + findings.repeats().all() + " for a verdict: ";
    }
    boolean yesNo = findings.numericAxis() && asksWhetherMoreIsBetter();
    if (!interval.get().excludes(0)) {
      return yesNo ? "not shown: " : "no difference seen: ";
    }
    if (Slice.of(contrast, findings).stream()
        .anyMatch(slice -> slice.isSurelyAgainst(contrast.difference()))) {
      return "it depends on " + findings.secondAxis() + ": ";
    }
    boolean better = contrast.difference() > 0 == measure.higherIsBetter();
    if (yesNo) {
      return better ? "yes: " : "no, the other way round: ";
    }
    if (!findings.numericAxis()) {
      return better ? "a difference: " : "validation chose the one that tests worse: ";
    }
    return comparative() + (better ? " is better: " : " is worse: ");
  }

  private boolean asksWhetherMoreIsBetter() {
    String question = findings.sweep().question().toLowerCase(Locale.ROOT);
    return ASKS_WHETHER_MORE_IS_BETTER.matcher(question).matches()
        && !NEGATES.matcher(question).matches();
  }

  private String comparative() {
    return switch (findings.axis()) {
      case "depth" -> "deeper";
      case "width" -> "wider";
      default -> "more " + findings.axis();
    };
  }

  private boolean plural() {
    return findings.axis().equals("depth");
  }

  private String named(Level level) {
    if (findings.axis().equals("depth")) {
      return level.label() + (level.label().equals("1") ? " layer" : " layers");
    }
    return findings.numericAxis() ? findings.axis() + " " + level.label() : level.label();
  }

  private String at() {
    long matched = findings.sweep().matchedParameters();
    long operations = findings.sweep().matchedOperations();
    return matched > 0
        ? "at " + Numbers.size(matched) + " parameters, "
        : operations > 0 ? "at " + Numbers.size(operations) + " operations an example, " : "";
  }

  private String evidence(Contrast contrast) {
    if (contrast.comparison().isEmpty()) {
      return "no seed in common, so no interval";
    }
    PairedComparison comparison = contrast.comparison().get();
    String interval = comparison.interval().map(i -> "95% interval " + range(i) + ", ").orElse("");
    if (findings.repeats().areFolds()) {
      return interval + contrast.repeats() + ", " + Repeats.CORRECTED;
    }
    String seeds = comparison.pairs() == 1 ? "1 seed" : comparison.pairs() + " paired seeds";
    return interval + seeds + (comparison.powered() ? "" : ", not powered");
  }

  private String range(Interval interval) {
    return measure.signed(interval.low()) + " to " + measure.signed(interval.high());
  }

  private String best() {
    Arm arm = findings.ranking().get(0);
    double[] results = arm.results(measure.result());
    String value = measure.phrase(measure.showSpread(results));
    String spread =
        results.length > 1
            ? " over " + trainings(arm, results.length)
            : " in one training"
                + ofExamples(results)
                + "; one from another random start may differ a little";
    String others = companions(arm::mean);
    String train =
        Double.isFinite(arm.mean(measure.train()))
            ? " (training " + measure.show(arm.mean(measure.train())) + ")"
            : "";
    train = others.isEmpty() ? train : train + ", " + others;
    if (findings.arms().size() == 1) {
      return "The network reaches " + value + train + spread;
    }
    long measured =
        findings.arms().stream().filter(a -> a.results(measure.result()).length > 0).count();
    long pruned = findings.arms().stream().filter(Answer::isGivenUp).count();
    if (measured == 1 && pruned == 0) {
      return "Only one network has a result: " + arm.label() + " reaches " + value + train + spread;
    }
    return "Best of "
        + (measured + pruned)
        + " networks"
        + (pruned > 0 ? ", " + pruned + " of them given up early, by " : " by ")
        + findings.sweep().objective().replace('/', ' ')
        + ": "
        + arm.label()
        + " reaches "
        + value
        + train
        + spread;
  }

  private static boolean isGivenUp(Arm arm) {
    return arm.trials().stream().allMatch(trial -> trial.state() == TrialState.PRUNED);
  }

  /** What another draw of as many test examples would do to an accuracy. */
  private String ofExamples(double[] results) {
    int examples = findings.sweep().data().testExamples();
    return measure.result().equals(Metric.TEST_ACCURACY) && examples > 0
        ? String.format(
            Locale.ROOT,
            " (95%% interval %s over %,d test examples)",
            shown(Wilson.of(results[0], examples)),
            examples)
        : "";
  }

  /** Over folds with the interval of the mean, which those who validate across folds ask for. */
  private String trainings(Arm arm, int results) {
    Repeats repeats = findings.repeats();
    if (!repeats.areFolds()) {
      return results + " seeds";
    }
    String interval =
        repeats
            .interval(arm, measure.result())
            .map(i -> "; 95% interval of the mean " + shown(i) + ", " + Repeats.WHOSE)
            .orElse("");
    return repeats.count(arm.complete().stream().map(Run::of).toList()) + interval;
  }

  private String shown(Interval interval) {
    return measure.show(interval.low()) + " to " + measure.show(interval.high());
  }

  /** What was left out, where anything was. */
  private String remainder() {
    SweepRecord sweep = findings.sweep();
    List<TrialRecord> lost =
        sweep.trials().stream()
            .filter(t -> t.state() == TrialState.DIVERGED || t.state() == TrialState.FAILED)
            .toList();
    String losses =
        lost.isEmpty() ? "" : "; of " + sweep.trials().size() + " trials " + Arm.states(lost);
    long ended = sweep.trials().stream().filter(t -> t.state().ended()).count();
    boolean partial = ended < sweep.plannedTrials();
    return losses
        + (partial ? "; so far " + ended + " of " + sweep.plannedTrials() + " trials" : "");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
