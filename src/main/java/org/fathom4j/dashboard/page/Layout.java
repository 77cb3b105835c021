package org.fathom4j.dashboard.page;

import static org.fathom4j.report.html.Html.element;
import static org.fathom4j.report.html.Html.text;

import java.util.List;

/** What every page has around its content. */
final class Layout {
  private Layout() {}

  /** A step on the way to a page: its address and words. */
  record Crumb(String href, String words) {}

  /**
   * A page.
   *
   * @param title in the browser's tab
   * @param crumbs the way to it from the list of runs
   * @param live where changes are told of, and the version shown; empty for a page that stands
   *     still
   * @param main its content
   */
  static String page(String title, List<Crumb> crumbs, String live, String main) {
    StringBuilder way = new StringBuilder(element("a class=\"brand\" href=\"/\"", "Fathom4j"));
    crumbs.forEach(
        crumb -> way.append(element("a href=\"" + crumb.href() + "\"", text(crumb.words()))));
    String head =
        "\n<meta charset=\"utf-8\">\n"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            + "<meta name=\"color-scheme\" content=\"light dark\">\n"
            + element("title", text(title))
            + "<link rel=\"icon\" href=\""
            + Assets.href("icon.svg")
            + "\">\n<link rel=\"stylesheet\" href=\""
            + Assets.href("uPlot.min.css")
            + "\">\n<link rel=\"stylesheet\" href=\""
            + Assets.href("dashboard.css")
            + "\">\n"
            + script("uPlot.iife.min.js")
            + script("timeline.js")
            + script("dashboard.js");
    String body =
        element("a class=\"skip\" href=\"#main\"", "Skip to the content")
            + element(
                "header class=\"top\"",
                element("nav aria-label=\"Breadcrumb\"", way.toString())
                    + "<p id=\"link\" class=\"link\" role=\"status\"></p>")
            + element("main id=\"main\"" + live, "\n" + main);
    return "<!doctype html>\n<html lang=\"en\">\n"
        + element("head", head)
        + element("body", "\n" + body)
        + "</html>\n";
  }

  private static String script(String name) {
    return "<script defer src=\"" + Assets.href(name) + "\"></script>\n";
  }

  /** The attributes of a page that changes. */
  static String live(String events, String version) {
    return " data-events=\"" + events + "\" data-version=\"" + version + "\"";
  }

  /** A field of a form that nobody sees. */
  static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + text(value) + "\">";
  }
}
