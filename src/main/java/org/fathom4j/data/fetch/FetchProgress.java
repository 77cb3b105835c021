package org.fathom4j.data.fetch;

/** Is told how far a file has come. */
public interface FetchProgress {
  /**
   * Some bytes arrived.
   *
   * @param file its name
   * @param bytes so far, those of earlier attempts included
   * @param total its size
   */
  void arrived(String file, long bytes, long total);

  /** Something worth a line of its own happened, such as a broken connection. */
  void note(String line);
}
