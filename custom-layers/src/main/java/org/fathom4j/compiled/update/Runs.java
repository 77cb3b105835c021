package org.fathom4j.compiled.update;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Trainable;
import org.jspecify.annotations.Nullable;

/**
 * Joins what is updated alike and lies side by side: few runs, which cost little to begin, and yet
 * no layer waits for another that is large itself, so that it can be updated while its gradients
 * are in the caches.
 */
final class Runs {
  /** From so many parameters on a run costs more than its beginning. */
  private static final int LONG = 128 * 1024;

  private final List<Section> sections = new ArrayList<>();
  private @Nullable Trainable layer;

  /** Takes what comes next, of this layer. */
  void add(Section next, Trainable its) {
    if (!sections.isEmpty() && (its == layer || last().count() < LONG)) {
      join(next);
    } else {
      sections.add(next);
    }
    layer = its;
  }

  /** All of them. */
  List<Section> sections() {
    if (sections.size() > 1 && last().count() < LONG) {
      join(sections.remove(sections.size() - 1));
    }
    return List.copyOf(sections);
  }

  private void join(Section next) {
    Section before = last();
    if (before.continuesIn(next)) {
      sections.set(sections.size() - 1, before.joined(next));
    } else {
      sections.add(next);
    }
  }

  private Section last() {
    return sections.get(sections.size() - 1);
  }
}
