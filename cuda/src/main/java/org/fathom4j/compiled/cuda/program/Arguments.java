package org.fathom4j.compiled.cuda.program;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.compiled.cuda.device.Argument;
import org.fathom4j.compiled.cuda.device.Place;

/** The arguments of a kernel, one after the other. */
final class Arguments {
  private final List<Argument> list = new ArrayList<>();

  Arguments whole(long... values) {
    for (long value : values) {
      list.add(new Argument.Whole(Math.toIntExact(value)));
    }
    return this;
  }

  Arguments real(double value) {
    list.add(new Argument.Real((float) value));
    return this;
  }

  Arguments place(Place place) {
    list.add(place);
    return this;
  }

  Arguments all(Arguments others) {
    list.addAll(others.list);
    return this;
  }

  List<Argument> list() {
    return List.copyOf(list);
  }
}
