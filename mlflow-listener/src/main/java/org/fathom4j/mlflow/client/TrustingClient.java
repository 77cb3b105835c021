package org.fathom4j.mlflow.client;

import java.lang.reflect.Field;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.mlflow_project.apachehttp.conn.ssl.DefaultHostnameVerifier;
import org.mlflow_project.apachehttp.conn.ssl.NoopHostnameVerifier;
import org.mlflow_project.apachehttp.impl.client.CloseableHttpClient;
import org.mlflow_project.apachehttp.impl.client.HttpClientBuilder;

/**
 * Makes clients that believe whom {@link Trust} says. The Java client takes no certificates: it
 * makes its HTTP client on its first call, unless there is one, so one is put there before.
 */
final class TrustingClient {
  // Told of each try, people would read more of the server than of their training.
  private static final Logger CHATTER = Logger.getLogger("org.mlflow_project.apachehttp");

  static {
    CHATTER.setLevel(Level.OFF);
  }

  private TrustingClient() {}

  static MlflowClient of(BasicMlflowHostCreds credentials, Trust trust) {
    MlflowClient client = new MlflowClient(credentials);
    trust.context().ifPresent(context -> put(client, http(context, trust.isBlind())));
    return client;
  }

  private static CloseableHttpClient http(SSLContext context, boolean blind) {
    return HttpClientBuilder.create()
        .setSSLContext(context)
        .setSSLHostnameVerifier(
            blind ? NoopHostnameVerifier.INSTANCE : new DefaultHostnameVerifier())
        .build();
  }

  private static void put(MlflowClient client, CloseableHttpClient http) {
    try {
      Field caller = MlflowClient.class.getDeclaredField("httpCaller");
      caller.setAccessible(true);
      Field place = caller.getType().getDeclaredField("httpClient");
      place.setAccessible(true);
      place.set(caller.get(client), http);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("MLflow's client is not the version that was built with", e);
    }
  }
}
