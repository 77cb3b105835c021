package org.fathom4j.report.html;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.provenance.Provenance;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.html.Html.Definition;

/** Data set, provenance, and how to run it again. */
final class OriginSections {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT);

  private OriginSections() {}

  static String html(SweepRecord sweep) {
    return Html.section("data", "Data", data(sweep.data()))
        + Html.section("rerun", "Run it again", rerun(sweep))
        + Html.section("provenance", "Provenance", provenance(sweep));
  }

  static String ofStudy(SweepRecord run) {
    return Html.section("rerun", "Run it again", rerun(run))
        + Html.section("provenance", "Provenance", provenance(run));
  }

  private static String data(SweepRecord.DataInfo data) {
    List<Definition> terms = new ArrayList<>();
    terms.add(new Definition("data set", data.title()));
    terms.add(new Definition("source", data.source()));
    terms.add(
        new Definition(
            "examples",
            Numbers.count(data.trainExamples())
                + " to train, "
                + Numbers.count(data.validationExamples())
                + " to choose epoch and network, "
                + Numbers.count(data.testExamples())
                + " to test, once"));
    terms.add(new Definition("shape of one", data.shape().replace('x', '×')));
    terms.add(new Definition("classes", String.join(", ", data.classes())));
    new TreeMap<>(data.facts()).forEach((name, value) -> terms.add(new Definition(name, value)));
    terms.add(new Definition("cite", data.citation()));
    terms.add(new Definition("SHA-256", data.digest()));
    return Html.definitions(terms);
  }

  private static String rerun(SweepRecord sweep) {
    String command = Html.element("pre", "<code>" + Html.text(sweep.command()) + "</code>");
    String spec = Html.element("pre", "<code>" + Html.text(sweep.spec()) + "</code>");
    return command + Html.fold("The experiment, resolved (YAML)", spec);
  }

  private static String provenance(SweepRecord sweep) {
    Provenance from = sweep.provenance();
    String commit =
        from.gitCommit().isEmpty()
            ? ""
            : from.gitCommit() + (from.gitDirty() ? " and changes not committed" : "");
    String engines =
        sweep.trials().stream()
            .map(TrialRecord::engine)
            .filter(engine -> !engine.isEmpty())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    String versions =
        from.versions().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    String started = TIME.format(Instant.ofEpochMilli(from.startedMillis()).atZone(ZoneOffset.UTC));
    return Html.definitions(
        List.of(
            new Definition("commit", commit),
            new Definition("run", sweep.id()),
            new Definition("experiment SHA-256", sweep.specHash()),
            new Definition("started", started),
            new Definition("took", Numbers.duration(sweep.seconds())),
            new Definition("device", from.device()),
            new Definition("engine", engines),
            new Definition("backend", from.backend()),
            new Definition("kernels", kernels(from)),
            new Definition("processor", from.cpu() + ", " + cores(from)),
            new Definition("machine", from.host() + ", " + from.os()),
            new Definition("Java", from.java()),
            new Definition("versions", versions)));
  }

  private static String kernels(Provenance from) {
    return from.earlier().isEmpty()
        ? from.instructions()
        : from.instructions()
            + "; earlier trials, or parts of them, with "
            + String.join(", ", from.earlier())
            + ": figures may differ in their last digits";
  }

  private static String cores(Provenance from) {
    String used = from.cores() + " cores used";
    return from.threads() == 0 ? used : used + ", each trial on " + from.threads();
  }
}
