package org.fathom4j.compiled.cuda.nvidia;

import java.nio.charset.StandardCharsets;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.fathom4j.compiled.backend.BackendException;

/** What CUDA's libraries answer: nothing where they did what was asked, or else their own words. */
final class Answers {
  private static final int WORDS = 2048;

  private Answers() {}

  static void ofRuntime(int answer, String what) {
    if (answer != cudart.cudaSuccess) {
      throw refusal(what, cudart.cudaGetErrorString(answer).getString(), answer);
    }
  }

  static void ofDriver(int answer, String what) {
    if (answer != cudart.CUDA_SUCCESS) {
      try (PointerPointer<BytePointer> words = new PointerPointer<>(1)) {
        boolean known = cudart.cuGetErrorString(answer, words) == cudart.CUDA_SUCCESS;
        String said = known ? words.get(BytePointer.class).getString() : "an unknown error";
        throw refusal(what, said, answer);
      }
    }
  }

  static void ofCompiler(int answer, String what) {
    if (answer != nvrtc.NVRTC_SUCCESS) {
      throw refusal(what, nvrtc.nvrtcGetErrorString(answer).getString(), answer);
    }
  }

  static void ofProducts(int answer, String what) {
    if (answer != cublas.CUBLAS_STATUS_SUCCESS) {
      throw refusal(what, cublas.cublasLtGetStatusString(answer).getString(), answer);
    }
  }

  static void ofConvolutions(int answer, String what) {
    if (answer != cudnn.CUDNN_STATUS_SUCCESS) {
      byte[] words = new byte[WORDS];
      cudnn.cudnnGetLastErrorString(words, words.length);
      String status = cudnn.cudnnGetErrorString(answer).getString();
      throw refusal(what, status + ", " + words(words), answer);
    }
  }

  /** What stands before the zero that ends it. */
  static String words(byte[] text) {
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8).strip();
  }

  /** What CUDA would tell the next who asks is forgotten: it is told here. */
  private static BackendException refusal(String what, String said, int answer) {
    cudart.cudaGetLastError();
    return new BackendException("%s: %s (error %d)".formatted(what, said, answer));
  }
}
