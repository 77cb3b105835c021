package org.fathom4j.report.html;

import java.util.List;
import org.fathom4j.report.chart.Figure;

/**
 * What a page is made of, from top to bottom.
 *
 * @param title in the browser's tab
 * @param kicker small line above the heading
 * @param heading the question
 * @param answer to it
 * @param explanation why, below the answer; may be empty
 * @param facts short facts in a row
 * @param blocks pictures and sections
 * @param footer HTML
 */
record PageContent(
    String title,
    String kicker,
    String heading,
    String answer,
    String explanation,
    List<String> facts,
    List<Block> blocks,
    String footer) {
  /** Copies the lists. */
  PageContent {
    facts = List.copyOf(facts);
    blocks = List.copyOf(blocks);
  }

  /** A part of the page. */
  sealed interface Block {}

  /**
   * A picture with links to its files.
   *
   * @param see what to see in it; may be empty
   * @param files the address of its files without their ending
   */
  record Picture(Figure figure, String see, String files) implements Block {
    /** A picture whose files lie beside the page. */
    static Picture of(Figure figure, String see) {
      return new Picture(figure, see, figure.caption().id());
    }
  }

  /** Sections as HTML. */
  record Markup(String html) implements Block {}
}
