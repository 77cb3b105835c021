package org.fathom4j;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The code blocks of README.md. */
public record Readme(String text) {
  /** The page of this checkout. */
  public static Readme load() throws IOException {
    return new Readme(Files.readString(Checkout.root().resolve("README.md")));
  }

  /** The contents of every block of a language. */
  public List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  /** Every command of a shell block. */
  public List<String> commands() {
    return blocks("sh").stream().flatMap(String::lines).map(String::strip).toList();
  }

  /** Every file of the checkout that the text links to. */
  public List<String> links() {
    return Pattern.compile("\\]\\(([^)#:]+)\\)")
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .toList();
  }
}
