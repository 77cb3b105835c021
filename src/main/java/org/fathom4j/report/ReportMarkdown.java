package org.fathom4j.report;

import java.util.List;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.verdict.KnownAnswer;

/** A report as Markdown, for an issue, a wiki or a repository: question, answer, table, figures. */
final class ReportMarkdown {
  private ReportMarkdown() {}

  /**
   * The text.
   *
   * @param exhibits whose PNG files lie beside it
   */
  static String of(RunOutcome run, List<Exhibit> exhibits) {
    SweepRecord sweep = run.record();
    StringBuilder text = new StringBuilder("# ");
    text.append(sweep.question().isEmpty() ? sweep.name() : sweep.question()).append('\n');
    add(text, "**" + run.answer() + "**");
    add(text, run.lesson().map(Lesson::explanation).orElse(""));
    run.findings().ifPresent(findings -> add(text, table(findings)));
    for (Exhibit exhibit : exhibits) {
      var caption = exhibit.figure().caption();
      add(text, Markdown.picture(caption.id() + ".png", caption.alt()));
      add(text, exhibit.see().isEmpty() ? "" : "*" + exhibit.see() + "*");
    }
    run.lesson().ifPresent(lesson -> add(text, known(lesson.knownAnswers())));
    String data = sweep.data().title().isEmpty() ? "" : "Data: " + sweep.data().title() + ". ";
    add(
        text,
        "%s%s on %s. `%s`"
            .formatted(
                data,
                Numbers.duration(sweep.seconds()),
                sweep.provenance().device(),
                sweep.command()));
    return text.toString();
  }

  private static void add(StringBuilder text, String paragraph) {
    text.append(Markdown.paragraph(paragraph));
  }

  private static String table(Findings findings) {
    Summary.Table table = Summary.table(findings);
    String more = table.more() == 0 ? "" : "\n" + table.more() + " more are in results.csv.";
    return Markdown.table(table.head(), 0, table.rows()).strip() + more;
  }

  private static String known(List<KnownAnswer> answers) {
    List<List<String>> rows =
        answers.stream().map(a -> List.of(a.claim(), a.expected(), a.found(), held(a))).toList();
    List<String> head = List.of("what is known", "expected", "found", "");
    return rows.isEmpty() ? "" : Markdown.table(head, 4, rows).strip();
  }

  private static String held(KnownAnswer answer) {
    return answer.holds() ? "holds" : "MISSED";
  }
}
