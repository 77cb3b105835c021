package org.fathom4j.mlflow.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are believed, as MLflow's own variables say: those that the Java runtime
 * believes, and those in the PEM file that MLFLOW_TRACKING_SERVER_CERT_PATH names; or, by
 * MLFLOW_TRACKING_INSECURE_TLS, anybody's, whatever name they are made out to.
 */
public final class Trust {
  /** Names a PEM file. */
  public static final String CERTIFICATES = "MLFLOW_TRACKING_SERVER_CERT_PATH";

  /** {@code true}: believe anybody. */
  public static final String INSECURE = "MLFLOW_TRACKING_INSECURE_TLS";

  private final Optional<SSLContext> context;
  private final boolean blind;

  private Trust(Optional<SSLContext> context, boolean blind) {
    this.context = context;
    this.blind = blind;
  }

  /**
   * Reads the variables, and the file.
   *
   * @throws InvalidServerException if they contradict each other, or no certificate is in the file
   */
  public static Trust of(Map<String, String> environment) {
    String file = environment.getOrDefault(CERTIFICATES, "").strip();
    boolean blind = isSet(environment.getOrDefault(INSECURE, "").strip());
    if (blind && !file.isEmpty()) {
      throw new InvalidServerException(
          "%s and %s are both set, and the one makes nothing of the other: unset %s"
              .formatted(CERTIFICATES, INSECURE, INSECURE));
    }
    if (blind) {
      return new Trust(Optional.of(context(new Blind())), true);
    }
    return new Trust(file.isEmpty() ? Optional.empty() : Optional.of(with(Path.of(file))), false);
  }

  private static boolean isSet(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "", "false", "0" -> false;
      default ->
          throw new InvalidServerException(
              "%s must be true or false, got '%s'".formatted(INSECURE, value));
    };
  }

  /** What a client is to be given; empty where Java's usual one will do. */
  public Optional<SSLContext> context() {
    return context;
  }

  /** Whether anybody is believed. */
  public boolean isBlind() {
    return blind;
  }

  private static SSLContext with(Path file) {
    Collection<? extends Certificate> added = certificates(file);
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : known()) {
        store.setCertificateEntry("known-" + number++, certificate);
      }
      for (Certificate certificate : added) {
        store.setCertificateEntry("added-" + number++, certificate);
      }
      return context(managers(store).toArray(TrustManager[]::new));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java runtime keeps no certificates", e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!found.isEmpty()) {
        return found;
      }
      throw refused(file, "holds none");
    } catch (IOException e) {
      throw refused(file, "cannot be read: " + e);
    } catch (CertificateException e) {
      throw refused(file, "cannot be read as such: " + e.getMessage());
    }
  }

  private static InvalidServerException refused(Path file, String why) {
    return new InvalidServerException(
        "%s must name a file of certificates (PEM: -----BEGIN CERTIFICATE-----); %s %s"
            .formatted(CERTIFICATES, file.toAbsolutePath(), why));
  }

  /** What the Java runtime believes without being told. */
  private static List<X509Certificate> known() throws GeneralSecurityException {
    return managers(null)
        .flatMap(manager -> manager instanceof X509TrustManager x ? Stream.of(x) : Stream.empty())
        .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
        .toList();
  }

  private static Stream<TrustManager> managers(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers());
  }

  private static SSLContext context(TrustManager... managers) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime knows no TLS", e);
    }
  }

  /** Believes anybody; an extended one, for others are asked for the name as well. */
  private static final class Blind extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
