package org.fathom4j.report;

/** The pages on a desk's screen. */
class WideBrowserTest extends PagesInABrowser {
  WideBrowserTest() {
    super(1280);
  }
}
