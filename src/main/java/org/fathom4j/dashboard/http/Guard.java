package org.fathom4j.dashboard.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fathom4j.dashboard.http.Answer.Document;

/**
 * Refuses what another site, or another person, makes a browser ask for.
 *
 * <ul>
 *   <li>A Host that is not this machine's own name is refused: a foreign name that was pointed here
 *       (DNS rebinding) reads nothing.
 *   <li>A foreign Origin is refused, and a POST without one.
 *   <li>A POST carries the secret that this process puts into its own pages.
 *   <li>Beyond loopback, every request carries the token: once in the address, then in a cookie.
 * </ul>
 *
 * @param hosts names by which the server may be asked, without ports; where there is a token, any
 *     number beside them
 * @param token that everybody must know; empty where only this machine can ask
 * @param secret of the pages
 */
public record Guard(Set<String> hosts, Optional<String> token, String secret) {
  /** Name of the token in an address, and of the field of a form that holds the secret. */
  public static final String TOKEN = "token";

  /** The field of a form that holds the secret. */
  public static final String SECRET = "secret";

  private static final String COOKIE = "fathom-token=";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Copies the names. */
  public Guard {
    hosts = Set.copyOf(hosts);
  }

  /** Something that nobody guesses. */
  public static String random() {
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Why the request is not answered, judged by its head; empty where it is. */
  Optional<Document> refusal(Ask ask) {
    String host = ask.header("host").orElse("");
    if (!isOwn(host)) {
      return Optional.of(
          Answer.text(
              421,
              "This server does not answer to that name. Ask for it by the address that it printed."));
    }
    Optional<String> origin = ask.header("origin");
    boolean foreign = origin.map(from -> !from.equals("http://" + host)).orElse(ask.isPost());
    if (foreign) {
      return Optional.of(Answer.text(403, "Another site asked for this: refused."));
    }
    return token.flatMap(expected -> tokenRefusal(ask, expected));
  }

  /** Why a form is not accepted; empty where it is. */
  Optional<Document> formRefusal(Ask ask) {
    return same(ask.form(SECRET), secret)
        ? Optional.empty()
        : Optional.of(
            Answer.text(403, "The page is of an earlier start of this server: load it again."));
  }

  private boolean isOwn(String host) {
    String name = host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    return hosts.contains(name) || (token.isPresent() && isNumber(name));
  }

  /** No name, so nothing that could be pointed elsewhere. */
  private static boolean isNumber(String name) {
    return name.matches("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+\\]");
  }

  private static Optional<Document> tokenRefusal(Ask ask, String expected) {
    String given = ask.query(TOKEN);
    if (same(given, expected)) {
      return Optional.of(
          Answer.redirect("/")
              .with("Set-Cookie", COOKIE + expected + "; Path=/; HttpOnly; SameSite=Lax"));
    }
    boolean known =
        Stream.of(ask.header("cookie").orElse("").split(";", -1))
            .map(String::strip)
            .filter(cookie -> cookie.startsWith(COOKIE))
            .anyMatch(cookie -> same(cookie.substring(COOKIE.length()), expected));
    return known
        ? Optional.empty()
        : Optional.of(
            Answer.text(
                401,
                "A token is needed: open the address that the dashboard printed when it started."));
  }

  /** In a time that does not tell where they differ. */
  private static boolean same(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
