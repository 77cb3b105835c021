package org.fathom4j.report.html;

import java.util.List;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.explore.Exploration;
import org.fathom4j.report.lesson.Exhibit;

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

  /** Whether it carries trials to explore. */
  boolean explorable() {
    return blocks.stream().anyMatch(Explorer.class::isInstance);
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
    static Picture of(Exhibit exhibit) {
      return of(exhibit, "");
    }

    /** A picture whose files lie beside the page, their names beginning with {@code prefix}. */
    static Picture of(Exhibit exhibit, String prefix) {
      Figure figure = exhibit.figure();
      return new Picture(figure, exhibit.see(), prefix + figure.caption().id());
    }
  }

  /** Smaller pictures, two side by side where there is room. */
  record Gallery(List<Picture> pictures) implements Block {
    /** Copies the list. */
    Gallery {
      pictures = List.copyOf(pictures);
    }
  }

  /** Every trial, to brush and filter. */
  record Explorer(Exploration exploration) implements Block {}

  /** Sections as HTML. */
  record Markup(String html) implements Block {}
}
