package org.fathom4j.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Texts on a pipe: the length in bytes (four of them, big-endian), then UTF-8. */
final class Frames {
  /** No text is that long; what claims to be is no frame. */
  private static final int LONGEST = 1 << 28;

  private Frames() {}

  /** The writing end. Thread-safe. */
  static final class Out {
    private final DataOutputStream out;

    Out(OutputStream out) {
      this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    /** Sends a text. */
    synchronized void send(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
      out.flush();
    }

    void close() throws IOException {
      out.close();
    }
  }

  /** The reading end. For one thread. */
  static final class In {
    private final DataInputStream in;

    In(InputStream in) {
      this.in = new DataInputStream(new BufferedInputStream(in));
    }

    /**
     * The next text; empty where the pipe ended, whole frame or not.
     *
     * @throws IOException if what comes is no frame
     */
    Optional<String> next() throws IOException {
      try {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
          throw new IOException("no frame: a length of " + length);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
      } catch (EOFException end) {
        return Optional.empty();
      }
    }
  }
}
