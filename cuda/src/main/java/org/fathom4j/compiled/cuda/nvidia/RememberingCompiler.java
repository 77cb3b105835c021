package org.fathom4j.compiled.cuda.nvidia;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes code of each source once: each network opens the card for itself, and all by the same
 * kernels.
 */
final class RememberingCompiler implements Compiler {
  private final Compiler compiler;
  private final Map<String, byte[]> made = new ConcurrentHashMap<>();

  RememberingCompiler(Compiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public byte[] compile(String source) {
    return made.computeIfAbsent(source, compiler::compile);
  }
}
