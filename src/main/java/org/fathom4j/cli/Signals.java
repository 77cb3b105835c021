package org.fathom4j.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Signals of the operating system. Java's own interface to them, {@code sun.misc.Signal}, is named
 * by reflection, as its compiler warns of it; where it is absent nothing is listened to.
 */
final class Signals {
  private Signals() {}

  /** From now on this is done when the signal comes, in place of what was. */
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listening =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> answer(proxy, method, arguments, action));
      Object wanted = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, wanted, listening);
    } catch (ReflectiveOperationException unavailable) {
      return;
    }
  }

  private static @Nullable Object answer(
      Object proxy, Method method, Object[] arguments, Runnable action) {
    return switch (method.getName()) {
      case "handle" -> {
        action.run();
        yield null;
      }
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "listening";
    };
  }
}
