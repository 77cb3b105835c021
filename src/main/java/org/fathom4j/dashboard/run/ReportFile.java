package org.fathom4j.dashboard.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.report.html.Scripts;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.local.PlainFile;

/**
 * A file of a run's report.
 *
 * @param type as in HTTP
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on as it is, compared with nothing.
public record ReportFile(String type, byte[] bytes) {
  /**
   * A report comes from a run's folder, so it is shown as if from another site: its style and
   * pictures, no form, nothing of the dashboard's, and of scripts those alone that this version
   * itself puts into its reports, known by their sums.
   */
  public static final String POLICY =
      "sandbox allow-scripts allow-popups allow-top-navigation-by-user-activation;"
          + " default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:;"
          + " script-src "
          + String.join(" ", Scripts.sums());

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "csv", "text/csv; charset=utf-8",
          "md", "text/markdown; charset=utf-8",
          "json", "application/json");

  /**
   * The file of that name in the run's report.
   *
   * @param name one name, no path; empty for the page
   */
  public static Optional<ReportFile> of(RunView run, String name) {
    String wanted = name.isEmpty() ? "index.html" : name;
    String type = TYPES.get(wanted.substring(wanted.lastIndexOf('.') + 1));
    Path folder = LocalStore.reportFolder(run.folder());
    boolean plain = wanted.matches("[A-Za-z0-9][A-Za-z0-9._-]*");
    if (type == null || !plain || PlainFile.folderModified(folder).isEmpty()) {
      return Optional.empty();
    }
    try {
      return PlainFile.read(folder.resolve(wanted), 0).map(bytes -> new ReportFile(type, bytes));
    } catch (IOException e) {
      throw new ExperimentException("The report cannot be read: " + e.getMessage(), e);
    }
  }
}
