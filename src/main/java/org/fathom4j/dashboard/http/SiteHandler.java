package org.fathom4j.dashboard.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.URIUtil;
import org.fathom4j.dashboard.http.Answer.Document;

/** Between Jetty and the site: the guard first, then the form, then the answer. */
final class SiteHandler extends Handler.Abstract {
  private static final int MOST_FIELDS = 50;
  private static final int MOST_FORM_BYTES = 64 << 10;

  /** What every answer says: no script, style or picture but one's own, no frame, no guessing. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          // Not no-referrer: browsers then send "null" as the Origin of a form.
          "Referrer-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final Guard guard;
  private final Site site;
  private final Streams streams;

  SiteHandler(Guard guard, Site site, Streams streams) {
    this.guard = guard;
    this.site = site;
    this.streams = streams;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Ask ask = ask(request, Map.of());
    if (!List.of("GET", "POST").contains(ask.method())) {
      send(
          Answer.text(405, "Only GET and POST.").with("Allow", "GET, HEAD, POST"),
          response,
          callback);
      return true;
    }
    Optional<Document> refused = guard.refusal(ask);
    if (refused.isPresent()) {
      send(refused.get(), response, callback);
    } else if (ask.isPost()) {
      readForm(request, response, callback);
    } else {
      answer(ask, response, callback);
    }
    return true;
  }

  private void readForm(Request request, Response response, Callback callback) {
    FormFields.onFields(
        request,
        StandardCharsets.UTF_8,
        MOST_FIELDS,
        MOST_FORM_BYTES,
        new Promise.Invocable<Fields>() {
          @Override
          public InvocationType getInvocationType() {
            return InvocationType.BLOCKING;
          }

          @Override
          public void succeeded(Fields fields) {
            Ask ask = ask(request, values(fields));
            Optional<Document> refused = guard.formRefusal(ask);
            if (refused.isPresent()) {
              send(refused.get(), response, callback);
            } else {
              answer(ask, response, callback);
            }
          }

          @Override
          public void failed(Throwable why) {
            send(Answer.text(400, "The form cannot be read."), response, callback);
          }
        });
  }

  private void answer(Ask ask, Response response, Callback callback) {
    Answer answer = site.answer(ask);
    if (answer instanceof Document document) {
      send(document, response, callback);
    } else if (answer instanceof Answer.Stream stream) {
      stream(stream, response, callback);
    }
  }

  private void stream(Answer.Stream stream, Response response, Callback callback) {
    EventWriter writer = new EventWriter(stream.topic(), response, callback);
    if (!streams.add(writer)) {
      send(
          Answer.text(503, "Too many windows are open.").with("Retry-After", "30"),
          response,
          callback);
      return;
    }
    head(response, 200, Map.of("Content-Type", "text/event-stream"));
    writer.send(stream.first());
  }

  private static void send(Document document, Response response, Callback callback) {
    head(response, document.status(), document.headers());
    response.write(true, ByteBuffer.wrap(document.body()), callback);
  }

  private static void head(Response response, int status, Map<String, String> headers) {
    response.setStatus(status);
    HEADERS.forEach(response.getHeaders()::put);
    headers.forEach(response.getHeaders()::put);
  }

  private static Ask ask(Request request, Map<String, List<String>> form) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue();
      headers.put(field.getName().toLowerCase(Locale.ROOT), value == null ? "" : value);
    }
    String method = request.getMethod();
    return new Ask(
        method.equals("HEAD") ? "GET" : method,
        URIUtil.decodePath(Request.getPathInContext(request)),
        values(Request.extractQueryParameters(request)),
        headers,
        form);
  }

  private static Map<String, List<String>> values(Fields fields) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    fields.forEach(field -> values.put(field.getName(), List.copyOf(field.getValues())));
    return values;
  }
}
