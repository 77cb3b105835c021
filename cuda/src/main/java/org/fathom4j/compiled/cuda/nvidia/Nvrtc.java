package org.fathom4j.compiled.cuda.nvidia;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.fathom4j.compiled.backend.BackendException;

/**
 * NVRTC: machine code for the architectures that it knows, which no driver has to translate again;
 * for newer ones the newest intermediate code that it has, which the driver translates.
 *
 * @param option the architecture, as the compiler's option names it
 * @param machineCode whether it makes machine code
 */
record Nvrtc(String option, boolean machineCode) implements Compiler {

  /** The compiler for a compute capability, such as 90. */
  static Nvrtc forCapability(int capability) {
    int[] known = architectures();
    if (Arrays.stream(known).anyMatch(architecture -> architecture == capability)) {
      return new Nvrtc("sm_" + capability, true);
    }
    int newest =
        Arrays.stream(known)
            .filter(architecture -> architecture < capability)
            .max()
            .orElseThrow(
                () ->
                    new BackendException(
                        "NVRTC %s compiles for compute capability %.1f and above, and this card's is %.1f"
                            .formatted(version(), known[0] / 10.0, capability / 10.0)));
    return new Nvrtc("compute_" + newest, false);
  }

  private static int[] architectures() {
    int[] count = new int[1];
    Answers.ofCompiler(nvrtc.nvrtcGetNumSupportedArchs(count), "NVRTC lists no architectures");
    int[] known = new int[count[0]];
    Answers.ofCompiler(nvrtc.nvrtcGetSupportedArchs(known), "NVRTC lists no architectures");
    Arrays.sort(known);
    return known;
  }

  /** Such as {@code 13.2}. */
  static String version() {
    int[] major = new int[1];
    int[] minor = new int[1];
    Answers.ofCompiler(nvrtc.nvrtcVersion(major, minor), "NVRTC tells no version");
    return major[0] + "." + minor[0];
  }

  /**
   * What comes of a source.
   *
   * @param code for the driver
   * @param warnings of the compiler's, empty where it has none
   */
  record Compiled(ByteBuffer code, String warnings) {}

  @Override
  public byte[] compile(String source) {
    return translate(source).code().array();
  }

  /** As {@link #compile}, with the compiler's warnings. */
  Compiled translate(String source) {
    try (_nvrtcProgram program = new _nvrtcProgram();
        BytePointer text = new BytePointer(source);
        BytePointer name = new BytePointer("fathom4j.cu");
        PointerPointer<BytePointer> options =
            new PointerPointer<>("--gpu-architecture=" + option, "--std=c++17", "--fmad=false")) {
      Answers.ofCompiler(
          nvrtc.nvrtcCreateProgram(
              program, text, name, 0, (PointerPointer<?>) null, (PointerPointer<?>) null),
          "NVRTC takes no source");
      try {
        int answer = nvrtc.nvrtcCompileProgram(program, (int) options.capacity(), options);
        String messages = messages(program);
        Answers.ofCompiler(answer, "NVRTC %s, %s: %s".formatted(version(), option, messages));
        return new Compiled(ByteBuffer.wrap(code(program)), messages);
      } finally {
        nvrtc.nvrtcDestroyProgram(program);
      }
    }
  }

  /** Errors and warnings. */
  private static String messages(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      Answers.ofCompiler(nvrtc.nvrtcGetProgramLogSize(program, size), "NVRTC keeps no messages");
      byte[] log = new byte[Math.toIntExact(size.get())];
      Answers.ofCompiler(nvrtc.nvrtcGetProgramLog(program, log), "NVRTC keeps no messages");
      return Answers.words(log);
    }
  }

  private byte[] code(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      Answers.ofCompiler(
          machineCode
              ? nvrtc.nvrtcGetCUBINSize(program, size)
              : nvrtc.nvrtcGetPTXSize(program, size),
          "NVRTC has no code");
      byte[] code = new byte[Math.toIntExact(size.get())];
      Answers.ofCompiler(
          machineCode ? nvrtc.nvrtcGetCUBIN(program, code) : nvrtc.nvrtcGetPTX(program, code),
          "NVRTC has no code");
      return code;
    }
  }
}
