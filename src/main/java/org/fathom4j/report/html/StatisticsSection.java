package org.fathom4j.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.fathom4j.metrics.SweepRecord.DataInfo;
import org.fathom4j.report.analysis.Contrast;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Level;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.analysis.Repeats;
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.report.statistics.PairedComparison;
import org.fathom4j.report.statistics.SampleSize;
import org.fathom4j.report.statistics.Trend;

/** Contrasts, trend and how to read them. */
final class StatisticsSection {
  private final Findings findings;
  private final Measure measure;

  private StatisticsSection(Findings findings) {
    this.findings = findings;
    this.measure = findings.measure();
  }

  /** The section, or nothing where there is nothing to compare. */
  static String html(Findings findings) {
    return new StatisticsSection(findings).html();
  }

  private String html() {
    StringBuilder out = new StringBuilder();
    if (!findings.contrasts().isEmpty()) {
      out.append(contrasts());
    }
    findings.trend().ifPresent(trend -> out.append(Html.element("p", Html.text(trend(trend)))));
    if (!findings.importances().isEmpty()) {
      out.append(importances());
    }
    if (!findings.correlations().isEmpty()) {
      out.append(correlations());
    }
    if (out.isEmpty()) {
      return "";
    }
    out.append(Html.element("p class=\"note\"", Html.text(note())));
    return Html.section("statistics", "Statistics", out.toString());
  }

  private String contrasts() {
    List<List<String>> rows = new ArrayList<>();
    List<Contrast> contrasts = findings.contrasts();
    for (int i = contrasts.size() - 1; i >= 0; i--) {
      rows.add(row(contrasts.get(i)));
    }
    String unit = measure.percent() ? ", points" : "";
    List<String> head =
        List.of(
            findings.axis(),
            "pairs",
            "difference" + unit,
            "95% interval",
            "P(A>B)",
            "95% interval",
            findings.repeats().areFolds() ? "corrected t p" : "sign-flip p",
            "p by Holm");
    String caption =
        "Differences in "
            + measure.title()
            + ", A − B, paired by "
            + findings.repeats().one()
            + "; the first row answers";
    return new Html.Table(caption, head, 1, rows).html();
  }

  private List<String> row(Contrast contrast) {
    String name = name(contrast.first()) + " − " + name(contrast.second());
    String difference = measure.signed(contrast.difference());
    if (contrast.comparison().isEmpty()) {
      return List.of(
          name, "0", difference, "–", "–", "no common " + findings.repeats().one(), "–", "–");
    }
    PairedComparison paired = contrast.comparison().get();
    String wins =
        paired
            .winsInterval()
            .map(i -> Numbers.fixed(i.low(), 2) + " to " + Numbers.fixed(i.high(), 2))
            .orElse(contrast.repeats());
    return List.of(
        name,
        Integer.toString(paired.pairs()),
        difference,
        range(paired.interval(), measure::signed),
        Numbers.fixed(paired.wins(), 2),
        wins + (paired.powered() || findings.repeats().areFolds() ? "" : ", not powered"),
        Numbers.p(paired.p()),
        Numbers.p(contrast.holmP()));
  }

  private String seeds(int lines) {
    return findings.repeats().areFolds()
        ? lines + " trainings on " + findings.repeats().folds() + " folds"
        : lines == 1 ? "1 seed" : lines + " seeds";
  }

  private static String name(Level level) {
    return level.label();
  }

  private static String range(Optional<Interval> interval, DoubleFunction<String> shown) {
    return interval.map(i -> shown.apply(i.low()) + " to " + shown.apply(i.high())).orElse("–");
  }

  private String trend(Trend trend) {
    String slope = slope(trend.slope()) + (measure.percent() ? " points" : "");
    return "Trend over "
        + findings.axis()
        + ": "
        + slope
        + " of "
        + measure.title()
        + " for each 1 more"
        + trend.slopeInterval().map(i -> " (95% interval " + slopes(i) + ")").orElse("")
        + "; Spearman's rank correlation "
        + Numbers.fixed(trend.spearman(), 2)
        + trend
            .spearmanInterval()
            .map(i -> " (" + Numbers.fixed(i.low(), 2) + " to " + Numbers.fixed(i.high(), 2) + ")")
            .orElse("")
        + ", means over "
        + seeds(trend.seeds())
        + ".";
  }

  private String slopes(Interval interval) {
    return slope(interval.low()) + " to " + slope(interval.high());
  }

  private String slope(double slope) {
    double scaled = measure.scaled(slope);
    return (scaled > 0 ? "+" : "") + Numbers.significant(scaled, 2);
  }

  private String correlations() {
    List<List<String>> rows =
        findings.correlations().stream()
            .map(
                c ->
                    List.of(
                        c.parameter(),
                        Numbers.fixed(c.spearman(), 2),
                        Integer.toString(c.trials())))
            .toList();
    String caption =
        "Spearman's rank correlation of " + findings.sweep().objective() + " with each parameter";
    return new Html.Table(caption, List.of("parameter", "correlation", "networks"), 1, rows).html();
  }

  private String importances() {
    List<List<String>> rows =
        findings.importances().stream()
            .map(i -> List.of(i.parameter(), Numbers.fixed(100 * i.share(), 0) + "%"))
            .toList();
    String caption =
        "What tells the best tenth of "
            + findings.importances().get(0).networks()
            + " networks from all of them, by "
            + findings.sweep().objective()
            + " (PED-ANOVA, arXiv 2304.10255)";
    return new Html.Table(caption, List.of("parameter", "share"), 1, rows).html();
  }

  private String note() {
    if (findings.contrasts().isEmpty()) {
      return "Parameters were drawn together, so a correlation is a hint, not an effect.";
    }
    if (findings.repeats().areFolds()) {
      return overFolds();
    }
    int pairs =
        findings.headline().flatMap(Contrast::comparison).map(PairedComparison::pairs).orElse(0);
    String better = measure.higherIsBetter() ? "above" : "below";
    String tested = findings.sweep().data().testExamples() > 0 ? sampling() : "";
    return "Intervals are percentile bootstraps over seeds, too narrow when seeds are few. P(A>B) is"
        + " the share of seeds where A is "
        + better
        + " B; a claim about it takes "
        + SampleSize.pairs(0.75, 0.05, 0.05)
        + " pairs (for P = 0.75 at error rates of 5%), and fewer are called not powered. The"
        + " sign-flip p is exact and one-sided, A better than B"
        + (pairs > 0 ? "; " + pairs + " pairs cannot give less than " + least(pairs) : "")
        + ". Holm's correction is for all rows together."
        + tested
        + " (Bouthillier et al., MLSys 2021.)";
  }

  private String overFolds() {
    DataInfo data = findings.sweep().data();
    return "Intervals are those of a mean over "
        + findings.repeats().folds()
        + " folds, "
        + Repeats.WHOSE
        + ": trainings on a fold are averaged, and the variance between folds is multiplied by"
        + " 1/folds + test/train = 1/"
        + findings.repeats().folds()
        + " + "
        + data.testExamples()
        + "/"
        + data.trainExamples()
        + ", with quantiles of Student's t of "
        + (findings.repeats().folds() - 1)
        + " degrees of freedom. P(A>B) is the share of folds and seeds where A is "
        + (measure.higherIsBetter() ? "above" : "below")
        + " B; it has no interval, for folds depend on each other. The p is one-sided, A better than"
        + " B, of the same t. Holm's correction is for all rows together.";
  }

  private static String least(int pairs) {
    return Numbers.p(Math.pow(2, -pairs));
  }

  /** Binomial standard error of one test score near the headline's. */
  private String sampling() {
    double share = findings.headline().map(Contrast::firstMean).orElse(Double.NaN);
    if (!measure.percent() || !(share > 0 && share < 1)) {
      return "";
    }
    int examples = findings.sweep().data().testExamples();
    double error = 100 * Math.sqrt(share * (1 - share) / examples);
    return " Choosing other "
        + Numbers.count(examples)
        + " test examples would move one score by about "
        + Numbers.significant(error, 2)
        + " points (standard error); all networks were scored on the same ones.";
  }
}
