package org.fathom4j.compiled.host;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The tensors of arrays that were seen a moment ago: where a few arrays are filled again and again,
 * to make their tensors anew would take as long as a small layer. It keeps no array alive. For one
 * thread.
 */
public final class RecentArrays {
  /** Features, labels and masks of a batch. */
  private static final int MOST = 4;

  private final List<WeakReference<ArrayTensor>> recent = new ArrayList<>();
  private int next;

  /** As {@link ArrayTensor#of}: the same tensor as before while the array lies where it lay. */
  public ArrayTensor tensor(INDArray array) {
    for (int i = 0; i < recent.size(); i++) {
      ArrayTensor known = recent.get(i).get();
      if (known != null && known.isStill(array)) {
        return known;
      }
    }
    ArrayTensor made = ArrayTensor.of(array);
    if (recent.size() < MOST) {
      recent.add(new WeakReference<>(made));
    } else {
      recent.set(next, new WeakReference<>(made));
      next = (next + 1) % MOST;
    }
    return made;
  }
}
