package org.fathom4j.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The system's Chromium, driven by Playwright, which downloads no browser of its own. */
public final class Chromium implements AutoCloseable {
  private static final double MILLIS = 120_000;
  private static final int HEIGHT = 900;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Where it is installed. */
  public static Optional<String> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .flatMap(
            dir ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(Path.of(dir)::resolve))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** Starts it. */
  public static Chromium start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(installed().orElseThrow()))
                    .setChromiumSandbox(false));
    return new Chromium(playwright, browser);
  }

  /** An empty window of that width. */
  public Page page(int width, boolean dark) {
    return page(
        new Browser.NewContextOptions()
            .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setViewportSize(width, HEIGHT));
  }

  /** An empty window in which no page runs a script. */
  public Page pageWithoutScripts(int width) {
    return page(
        new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(width, HEIGHT));
  }

  private Page page(Browser.NewContextOptions options) {
    return new Page(browser.newContext(options).newPage());
  }

  private static String resource(String path) {
    try (InputStream in = Chromium.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /** A window. */
  public static final class Page implements AutoCloseable {
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private final com.microsoft.playwright.Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Page(com.microsoft.playwright.Page page) {
      this.page = page;
      page.setDefaultTimeout(MILLIS);
      page.onPageError(complaints::add);
      page.onConsoleMessage(this::hear);
      page.onRequest(asked -> requests.add(asked.url()));
    }

    private void hear(ConsoleMessage told) {
      if (told.type().equals("error")) {
        complaints.add(told.text() + " at " + told.location());
      }
    }

    /** Goes there, and waits until all of it is there. */
    public void open(String address) {
      page.navigate(address);
    }

    /** Asks for the other colours from now on, as a system does in the evening. */
    public void dark(boolean dark) {
      page.emulateMedia(
          new com.microsoft.playwright.Page.EmulateMediaOptions()
              .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
    }

    /** The value of an expression, or of what it promises, as text. */
    public String value(String expression) {
      Object found = page.evaluate(expression);
      return found == null ? "" : found.toString();
    }

    /**
     * Waits until an expression is true, however the page comes to it: by going elsewhere too.
     * (Playwright's own way evaluates it again and again within the page, which a dashboard's
     * Content-Security-Policy refuses.)
     */
    public void until(String expression) {
      String wait =
          "new Promise(done => { const look = () => (%s) ? done(true) : setTimeout(look, 20); look(); })"
              .formatted(expression);
      boolean seen = false;
      while (!seen) {
        try {
          page.evaluate(wait);
          seen = true;
        } catch (PlaywrightException gone) {
          if (!String.valueOf(gone.getMessage()).contains("navigat")) {
            throw gone;
          }
        }
      }
    }

    /** Puts the pointer on the first element of that selector, or on what lies upon it there. */
    public void hover(String selector) {
      page.locator(selector).first().hover(new Locator.HoverOptions().setForce(true));
    }

    /** Moves the pointer to those shares of the width and height of the first of that selector. */
    public void point(String selector, double x, double y) {
      Locator place = page.locator(selector).first();
      place.scrollIntoViewIfNeeded();
      BoundingBox box = place.boundingBox();
      page.mouse().move(box.x + x * box.width, box.y + y * box.height);
    }

    /** Whether there is an element of that selector. */
    public boolean has(String selector) {
      return page.locator(selector).count() > 0;
    }

    /** Presses the button of the mouse on it. */
    public void click(String selector) {
      page.locator(selector).first().click();
    }

    /** Presses it twice. */
    public void doubleClick(String selector) {
      page.locator(selector).first().dblclick();
    }

    /** Drags within the first element of that selector, between shares of its width and height. */
    public void drag(String selector, double fromX, double fromY, double toX, double toY) {
      Locator place = page.locator(selector).first();
      place.scrollIntoViewIfNeeded();
      BoundingBox box = place.boundingBox();
      page.mouse().move(box.x + fromX * box.width, box.y + fromY * box.height);
      page.mouse().down();
      page.mouse()
          .move(
              box.x + toX * box.width,
              box.y + toY * box.height,
              new Mouse.MoveOptions().setSteps(5));
      page.mouse().up();
    }

    /** Text that is wider or higher than the box it stands in, and is not to be scrolled to. */
    public String overflows() {
      return value(resource("overflows.js"));
    }

    /**
     * What axe-core finds wrong with it for people who cannot see or point; empty where nothing is.
     */
    public String barriers() {
      return barriers("document");
    }

    /**
     * The same, without looking into its figures, of which a long page has thousands of letters.
     */
    public String barriersBesideFigures() {
      return barriers("{exclude: [['figure svg']]}");
    }

    private String barriers(String context) {
      return value(
          "(() => {"
              + resource(AXE)
              + "})(); axe.run("
              + context
              + ").then(found => found.violations.filter(v => v.impact !== 'minor')"
              + ".map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' ')).join('; '))");
    }

    /** Errors of the console and of scripts so far. */
    public List<String> complaints() {
      page.evaluate("0"); // what came before it has been heard then
      return complaints;
    }

    /** Every address that was asked for. */
    public List<String> requests() {
      return requests;
    }

    /** Closes the window. */
    @Override
    public void close() {
      page.context().close();
    }
  }
}
