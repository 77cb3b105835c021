package org.fathom4j.compiled.cuda.nvidia;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudnn.cudnnBackendDescriptor_t;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Something that cuDNN is told, attribute by attribute. */
final class Descriptor implements AutoCloseable {
  private final String what;
  private final cudnnBackendDescriptor_t described = new cudnnBackendDescriptor_t();

  /**
   * An empty one.
   *
   * @param kind as cuDNN numbers them
   * @param what it describes, for people
   */
  Descriptor(int kind, String what) {
    this.what = what;
    Answers.ofConvolutions(cudnn.cudnnBackendCreateDescriptor(kind, described), refusal());
  }

  private String refusal() {
    return "cuDNN takes no such " + what;
  }

  /** Whole numbers. */
  Descriptor set(int attribute, long... values) {
    try (LongPointer pointer = new LongPointer(values)) {
      return set(attribute, cudnn.CUDNN_TYPE_INT64, values.length, pointer);
    }
  }

  /** One of a kind, as cuDNN numbers them. */
  Descriptor choose(int attribute, int type, int value) {
    try (IntPointer pointer = new IntPointer(new int[] {value})) {
      return set(attribute, type, 1, pointer);
    }
  }

  /** A number. */
  Descriptor factor(int attribute, float value) {
    try (FloatPointer pointer = new FloatPointer(new float[] {value})) {
      return set(attribute, cudnn.CUDNN_TYPE_FLOAT, 1, pointer);
    }
  }

  /** Another description. */
  Descriptor set(int attribute, Descriptor value) {
    try (PointerPointer<Pointer> pointer = new PointerPointer<>(1)) {
      return set(
          attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, 1, pointer.put(0, value.described));
    }
  }

  /** Addresses. */
  Descriptor places(int attribute, long... addresses) {
    try (LongPointer pointer = new LongPointer(addresses)) {
      return set(attribute, cudnn.CUDNN_TYPE_VOID_PTR, addresses.length, pointer);
    }
  }

  /** The library itself. */
  Descriptor context(int attribute, Pointer context) {
    try (PointerPointer<Pointer> pointer = new PointerPointer<>(1)) {
      return set(attribute, cudnn.CUDNN_TYPE_HANDLE, 1, pointer.put(0, context));
    }
  }

  Descriptor set(int attribute, int type, long count, Pointer values) {
    Answers.ofConvolutions(
        cudnn.cudnnBackendSetAttribute(described, attribute, type, count, values), refusal());
    return this;
  }

  /** Nothing more is told: cuDNN looks whether it holds together. */
  Descriptor complete() {
    Answers.ofConvolutions(cudnn.cudnnBackendFinalize(described), refusal());
    return this;
  }

  /** A whole number that it has. */
  long number(int attribute) {
    try (LongPointer value = new LongPointer(1)) {
      get(attribute, cudnn.CUDNN_TYPE_INT64, 1, value);
      return value.get();
    }
  }

  /** Those of a kind that it has, as cuDNN numbers them. */
  List<Integer> choices(int attribute, int type, int most) {
    try (IntPointer values = new IntPointer(most)) {
      List<Integer> found = new ArrayList<>();
      long count = get(attribute, type, most, values);
      for (long i = 0; i < count; i++) {
        found.add(values.get(i));
      }
      return found;
    }
  }

  /** Fills an empty description. */
  Descriptor read(int attribute, Descriptor empty) {
    try (PointerPointer<Pointer> pointer = new PointerPointer<>(1)) {
      get(attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, 1, pointer.put(0, empty.described));
      return empty;
    }
  }

  /** All descriptions of a kind that it has. */
  List<Descriptor> readAll(int attribute, int kind, String name) {
    long[] count = new long[1];
    Answers.ofConvolutions(
        cudnn.cudnnBackendGetAttribute(
            described, attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, 0, count, null),
        refusal());
    List<Descriptor> all = new ArrayList<>();
    try (PointerPointer<Pointer> pointers = new PointerPointer<>(Math.max(1, count[0]))) {
      for (long i = 0; i < count[0]; i++) {
        Descriptor empty = new Descriptor(kind, name);
        pointers.put(i, empty.described);
        all.add(empty);
      }
      long filled = get(attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, count[0], pointers);
      all.subList((int) filled, all.size()).forEach(Descriptor::close);
      return List.copyOf(all.subList(0, (int) filled));
    }
  }

  private long get(int attribute, int type, long most, Pointer values) {
    long[] count = new long[1];
    Answers.ofConvolutions(
        cudnn.cudnnBackendGetAttribute(described, attribute, type, most, count, values),
        "cuDNN does not tell of a " + what);
    return Math.min(count[0], most);
  }

  /** For cuDNN's own calls. */
  cudnnBackendDescriptor_t described() {
    return described;
  }

  @Override
  public void close() {
    cudnn.cudnnBackendDestroyDescriptor(described);
  }
}
