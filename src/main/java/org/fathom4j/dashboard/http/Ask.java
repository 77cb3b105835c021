package org.fathom4j.dashboard.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a browser asks for.
 *
 * @param method GET or POST; HEAD comes as GET
 * @param path decoded, beginning with a slash
 * @param query values by name
 * @param headers by name in lower case, the last of each
 * @param form fields of a POST
 */
public record Ask(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    Map<String, List<String>> form) {
  /** Copies the maps. */
  public Ask {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
    form = Map.copyOf(form);
  }

  /** A plain look at a page. */
  public static Ask page(String path) {
    return new Ask("GET", path, Map.of(), Map.of(), Map.of());
  }

  /** The first value of that name in the address, or nothing. */
  public String query(String name) {
    return first(query, name);
  }

  /** The first value of that field, or nothing. */
  public String form(String name) {
    return first(form, name);
  }

  /** The header of that name, in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Whether something is to be changed. */
  public boolean isPost() {
    return method.equals("POST");
  }

  private static String first(Map<String, List<String>> values, String name) {
    List<String> found = values.getOrDefault(name, List.of());
    return found.isEmpty() ? "" : found.get(0);
  }
}
