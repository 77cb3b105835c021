package org.fathom4j.dashboard.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.fathom4j.report.html.Html;

/**
 * An address with its query; empty values are left out.
 *
 * @param path encoded
 * @param query by name, not encoded
 */
record Link(String path, Map<String, String> query) {
  Link(String path) {
    this(path, Map.of());
  }

  /** With another value of that name; an empty one takes it out. */
  Link with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    if (value.isEmpty()) {
      more.remove(name);
    } else {
      more.put(name, value);
    }
    return new Link(path, more);
  }

  /** As in an attribute. */
  String html() {
    return Html.text(toString());
  }

  @Override
  public String toString() {
    String text =
        query.entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return text.isEmpty() ? path : path + "?" + text;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
