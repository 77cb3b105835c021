package org.fathom4j.dashboard.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.fathom4j.report.chart.Lettering;
import org.fathom4j.report.chart.Weight;

/**
 * Scripts, styles and letters of the pages, each under an address that changes with its content.
 */
public final class Assets {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final int LAST_LATIN = 0x17f;

  private static final Map<String, Asset> ALL = load();

  private Assets() {}

  /**
   * A file.
   *
   * @param type as in HTTP
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on as it is, compared with nothing.
  public record Asset(String type, byte[] bytes) {
    private String tag() {
      CRC32 sum = new CRC32();
      sum.update(bytes);
      return Long.toHexString(sum.getValue());
    }
  }

  /** The file of that name. */
  public static Optional<Asset> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** The address of a file. */
  static String href(String name) {
    Asset asset = named(name).orElseThrow(() -> new IllegalArgumentException(name));
    return "/static/" + name + "?v=" + asset.tag();
  }

  private static Map<String, Asset> load() {
    Map<String, Asset> all = new LinkedHashMap<>();
    all.put("uPlot.iife.min.js", resource("text/javascript", UPLOT + "uPlot.iife.min.js"));
    all.put("uPlot.min.css", resource("text/css", UPLOT + "uPlot.min.css"));
    all.put("dashboard.js", resource("text/javascript", "dashboard.js"));
    all.put("timeline.js", resource("text/javascript", "timeline.js"));
    all.put("dashboard.css", resource("text/css", "dashboard.css"));
    all.put("icon.svg", resource("image/svg+xml", "icon.svg"));
    all.put("roboto-400.ttf", letters(Weight.REGULAR));
    all.put("roboto-500.ttf", letters(Weight.MEDIUM));
    return all;
  }

  /** Latin letters and the signs of the pages; a browser has others of its own. */
  private static Asset letters(Weight weight) {
    Set<Integer> characters =
        IntStream.concat(
                IntStream.concat(
                    IntStream.rangeClosed(' ', '~'), IntStream.rangeClosed(0xa0, LAST_LATIN)),
                "–—‘’“”…−×·±≤≥".codePoints())
            .boxed()
            .collect(Collectors.toUnmodifiableSet());
    return new Asset("font/ttf", Lettering.subset(characters, weight));
  }

  private static Asset resource(String type, String path) {
    try (InputStream in = Assets.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is not on the class path");
      }
      return new Asset(type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("The dashboard's files cannot be read", e);
    }
  }
}
