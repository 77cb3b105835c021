package org.fathom4j.compiled.cuda.nvidia;

import java.util.Optional;

/** Ways to do something, one after the other, each made when it is asked for. */
interface Ways extends AutoCloseable {
  /** There are none. */
  Ways NONE =
      new Ways() {
        @Override
        public Optional<Routine> next() {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /** The next one, which is the caller's to close; nothing after the last. */
  Optional<Routine> next();

  @Override
  void close();
}
