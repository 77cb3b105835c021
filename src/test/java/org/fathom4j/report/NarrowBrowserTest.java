package org.fathom4j.report;

/** The pages on a phone's screen. */
class NarrowBrowserTest extends PagesInABrowser {
  NarrowBrowserTest() {
    super(400);
  }
}
