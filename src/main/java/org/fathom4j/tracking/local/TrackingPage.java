package org.fathom4j.tracking.local;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The address of a run's page on a tracking server, kept in the run's folder. */
public final class TrackingPage {
  private TrackingPage() {}

  /** Keeps it, in place of an earlier one; where that fails, a link is lacking and nothing else. */
  public static void keep(Path folder, String address) {
    try {
      Json.replace(new StoreLayout(folder).trackingPage(), address + "\n");
    } catch (IOException lacking) {
      return;
    }
  }

  /** The one that was kept; empty where there is none, or none that a browser should open. */
  public static Optional<URI> of(Path folder) {
    try {
      Optional<byte[]> kept = PlainFile.read(new StoreLayout(folder).trackingPage(), 0);
      if (kept.isEmpty()) {
        return Optional.empty();
      }
      URI page = new URI(new String(kept.get(), StandardCharsets.UTF_8).strip());
      String scheme = String.valueOf(page.getScheme());
      return Optional.of(page).filter(found -> scheme.equals("http") || scheme.equals("https"));
    } catch (IOException | URISyntaxException none) {
      return Optional.empty();
    }
  }
}
