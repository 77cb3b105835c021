package org.fathom4j.tracking.local;

import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.event.Subscriber;
import org.fathom4j.tracking.TrackerContract;

class LocalStoreContractTest extends TrackerContract {
  @Override
  protected Subscriber open() {
    return LocalStore.open(temp.resolve("run"));
  }

  @Override
  protected Map<Integer, Kept> kept(String sweep) {
    Map<Integer, Kept> kept = new TreeMap<>();
    LocalStore.read(temp.resolve("run")).trials().forEach(t -> kept.put(t.number(), Kept.of(t)));
    return kept;
  }
}
