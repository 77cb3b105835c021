package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.chapter6.RectifierStudy.Kind;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.report.statistics.Samples;
import org.fathom4j.study.StudyContext.FinishedSweep;
import org.fathom4j.verdict.KnownAnswer;

/** What {@link RectifierStudy} teaches. */
final class RectifierLesson {
  private static final String BOOK = "Deep Learning, section 6.3.1";
  private static final String HE = "He, Zhang, Ren, Sun 2015 (arXiv 1502.01852)";
  private static final double MOVED = 0.01;
  private static final double ABOVE_CHANCE = 2;
  private static final double MOST = 0.5;

  private static final String EXPLANATION =
      "A rectifier passes positive signals and cuts off negative ones; its relatives pass negative"
          + " ones a little (leaky), as much as they learn to (PReLU), turned over (abs), or take"
          + " the largest of several lines and so learn their own bend (maxout). A rectifier that"
          + " is cut off for every picture is dead: it says 0 and learns nothing more, which cannot"
          + " happen to its relatives.";

  private final RectifierStudy study;
  private final FinishedSweep sweep;
  private final List<Kind> kinds;
  private final Kind best;
  private final Kind worst;

  private RectifierLesson(RectifierStudy study, FinishedSweep sweep, List<Kind> kinds) {
    this.study = study;
    this.sweep = sweep;
    this.kinds = kinds;
    this.best = kinds.stream().max(Comparator.comparingDouble(Kind::mean)).orElseThrow();
    this.worst = kinds.stream().min(Comparator.comparingDouble(Kind::mean)).orElseThrow();
  }

  static Lesson of(RectifierStudy study, FinishedSweep sweep, List<Kind> kinds) {
    RectifierLesson lesson = new RectifierLesson(study, sweep, kinds);
    return new Lesson(
        lesson.answer(),
        EXPLANATION + RectifierWords.size(kinds),
        lesson.answers(),
        RectifierFigures.of(sweep, kinds, lesson.see()),
        lesson.tables());
  }

  private String answer() {
    return RectifierWords.near(kinds, best, study.gap())
        + "; mean test accuracies lie between "
        + percent(worst.mean())
        + " ("
        + worst.title()
        + ") and "
        + percent(best.mean())
        + " ("
        + best.title()
        + ")."
        + RectifierWords.dead(kinds)
        + RectifierWords.bias(kinds);
  }

  private String see() {
    boolean bars = kinds.stream().anyMatch(kind -> kind.interval().isPresent());
    return "A ring is one training, "
        + (bars
            ? "a bar the 95% interval of their mean: where bars"
            : "and with so few no interval is drawn: where rings")
        + " of two kinds overlap, chance may be all that parts them."
        + RectifierWords.far(kinds, best, study.gap());
  }

  private List<KnownAnswer> answers() {
    List<KnownAnswer> answers = new ArrayList<>();
    int ended =
        (int)
            sweep.record().trials().stream().filter(t -> t.state() == TrialState.COMPLETE).count();
    answers.add(
        KnownAnswer.near(
            "units/trained",
            "Networks that train to their end",
            sweep.record().plannedTrials(),
            0,
            ended,
            BOOK));
    answers.add(
        KnownAnswer.atLeast(
            "units/learn",
            "Every kind of unit learns: lowest mean test accuracy, chance is "
                + percent(RectifierStudy.chance(sweep.data())),
            ABOVE_CHANCE * RectifierStudy.chance(sweep.data()),
            worst.mean(),
            BOOK));
    answers.add(
        KnownAnswer.atLeast(
            "units/same",
            "Most kinds perform about as ReLU does: share of the others whose mean is within "
                + Say.number(100 * study.gap(), 2)
                + " points of it",
            MOST,
            same(),
            BOOK));
    sloping().ifPresent(answers::add);
    answers.add(
        KnownAnswer.near(
            "dead/others",
            "Units that pass something on both sides cannot die: dead ones besides ReLU's",
            0,
            0,
            kinds.stream().mapToInt(Kind::deadOthers).sum(),
            BOOK));
    if (slopes().count() > 0) {
      answers.add(slopesMoved());
    }
    return answers;
  }

  /** Share of the kinds other than ReLU that are about as good; 1 where there are none. */
  private double same() {
    List<Kind> others = RectifierWords.others(kinds, best);
    return others.isEmpty()
        ? 1
        : RectifierWords.close(kinds, best, study.gap()).size() / (double) others.size();
  }

  /** Those that only add a small slope have as many units as ReLU, so nothing else differs. */
  private Optional<KnownAnswer> sloping() {
    List<Kind> others = RectifierWords.others(kinds, best);
    List<Kind> sloping = others.stream().filter(Kind::isSloping).toList();
    List<Kind> near = RectifierWords.close(sloping, kinds, best, study.gap());
    return sloping.isEmpty() || kinds.stream().noneMatch(Kind::isRelu)
        ? Optional.empty()
        : Optional.of(
            KnownAnswer.near(
                "units/sloping",
                "A small slope for negative signals, fixed or learned, changes little: kinds of "
                    + sloping.size()
                    + " within "
                    + Say.number(100 * study.gap(), 2)
                    + " points of ReLU",
                sloping.size(),
                0,
                near.size(),
                BOOK));
  }

  private KnownAnswer slopesMoved() {
    double[] moved =
        slopes()
            .flatMap(l -> l.slopes().stream().map(s -> Math.abs(s - l.start()) > MOVED ? 1.0 : 0.0))
            .mapToDouble(Double::doubleValue)
            .toArray();
    return KnownAnswer.atLeast(
        "prelu/moved",
        "PReLU's slopes are learned: share that moved by more than 0.01 from their start",
        0.5,
        Samples.mean(moved),
        HE);
  }

  private Stream<LearnedSlopes> slopes() {
    return kinds.stream().flatMap(k -> k.networks().stream()).flatMap(n -> n.slopes().stream());
  }

  private List<LessonTable> tables() {
    List<LessonTable> tables = new ArrayList<>();
    tables.add(
        new LessonTable(
            "Test accuracy (%), "
                + sweep.data().info().title()
                + ", with 95% bootstrap intervals from 3 seeds on",
            List.of(
                "unit",
                "bias start",
                "seeds",
                "parameters",
                "units",
                "mean",
                "from",
                "to",
                "dead units (%)"),
            1,
            kinds.stream().map(RectifierLesson::row).toList()));
    List<List<String>> rows = layerRows();
    if (!rows.isEmpty()) {
      tables.add(
          new LessonTable(
              "Learned slopes of PReLU by layer, over all its networks",
              List.of("layer", "slopes", "start", "mean", "least", "most"),
              0,
              rows));
    }
    return tables;
  }

  private static List<String> row(Kind kind) {
    Optional<Interval> interval = kind.interval();
    return List.of(
        kind.unit(),
        kind.bias().isEmpty() ? "–" : kind.bias(),
        Integer.toString(kind.networks().size()),
        Say.count(kind.networks().get(0).trial().networkParameters()),
        Integer.toString(kind.units()),
        Say.fixed(100 * kind.mean(), 2),
        interval.map(i -> Say.fixed(100 * i.low(), 2)).orElse("–"),
        interval.map(i -> Say.fixed(100 * i.high(), 2)).orElse("–"),
        Say.fixed(100 * kind.dead(), 1));
  }

  private List<List<String>> layerRows() {
    List<List<String>> rows = new ArrayList<>();
    int layers = slopes().mapToInt(LearnedSlopes::number).max().orElse(0);
    for (int number = 1; number <= layers; number++) {
      int wanted = number;
      List<LearnedSlopes> same = slopes().filter(l -> l.number() == wanted).toList();
      double[] values =
          same.stream()
              .flatMap(l -> l.slopes().stream())
              .mapToDouble(Double::doubleValue)
              .sorted()
              .toArray();
      rows.add(
          List.of(
              Integer.toString(number),
              Integer.toString(values.length),
              Say.number(same.get(0).start(), 3),
              Say.fixed(Samples.mean(values), 3),
              Say.fixed(values[0], 3),
              Say.fixed(values[values.length - 1], 3)));
    }
    return rows;
  }

  private static String percent(double share) {
    return RectifierWords.percent(share);
  }
}
