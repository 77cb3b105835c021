package org.fathom4j.device;

import java.io.File;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The build of ND4J on the class path, told by the names of its jars, so that nothing is loaded.
 *
 * @param backend {@code nd4j-native} or {@code nd4j-cuda-11.6}; empty where there is none
 * @param classifier such as {@code linux-x86_64-onednn-avx512}
 */
public record NativeBuild(String backend, String classifier) {
  private static final Pattern JAR =
      Pattern.compile(
          "(nd4j-(?:native|cuda-[\\d.]+))-\\d[^/\\\\]*?-((?:linux|macosx|windows)-[^/\\\\]+)\\.jar");

  /** The build of this process. */
  public static NativeBuild current() {
    return of(System.getProperty("java.class.path", ""));
  }

  /** The build on a class path. */
  static NativeBuild of(String classPath) {
    for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
      Matcher matcher = JAR.matcher(new File(entry).getName());
      if (matcher.matches()) {
        return new NativeBuild(matcher.group(1), matcher.group(2));
      }
    }
    return new NativeBuild("", "");
  }

  /** {@code nd4j-native linux-x86_64-onednn-avx512}. */
  public String describe() {
    return backend.isEmpty() ? "no native build on the class path" : backend + " " + classifier;
  }
}
