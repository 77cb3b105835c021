package org.fathom4j.compiled.cuda.nvidia;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fathom4j.compiled.cuda.device.Argument;
import org.fathom4j.compiled.cuda.device.Place;
import org.jspecify.annotations.Nullable;

/**
 * Computes nothing, but writes down what it is asked for, and does not let pass what a card would
 * not: memory that is not there or given back twice, waiting or copying while launches are
 * recorded, pinned memory that is written to while the card fetches it.
 */
final class RecordingDriver implements Driver {
  private static final long ALIGNMENT = 256;

  private final List<String> calls = new ArrayList<>();
  private final TreeMap<Long, Long> memory = new TreeMap<>();
  private final IdentityHashMap<ByteBuffer, List<Fetch>> pinned = new IdentityHashMap<>();
  private final Set<Long> marks = new TreeSet<>();
  private final Set<Long> codes = new TreeSet<>();
  private final TreeMap<Long, List<String>> recordings = new TreeMap<>();
  private @Nullable List<String> capture;
  private long next = ALIGNMENT;
  private boolean closed;

  /** What the card fetches from pinned memory, and what was there when it was told to. */
  private record Fetch(int from, ByteBuffer content) {}

  /** All calls so far that do something, in their order. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** Those from here on. */
  void forgetCalls() {
    calls.clear();
  }

  /** What each recording plays, in the order in which they were made. */
  List<List<String>> recordings() {
    return recordings.values().stream().map(List::copyOf).toList();
  }

  /** Whether nothing is held. */
  boolean empty() {
    return closed
        && memory.isEmpty()
        && pinned.isEmpty()
        && marks.isEmpty()
        && codes.isEmpty()
        && recordings.isEmpty();
  }

  /** What is still held, for people. */
  String held() {
    return "memory %s, pinned %d, marks %s, code %s, recordings %s"
        .formatted(memory.keySet(), pinned.size(), marks, codes, recordings.keySet());
  }

  private void call(String what) {
    assertThat(closed).as("open at " + what).isFalse();
    assertThat(capture).as("no " + what + " while launches are recorded").isNull();
    calls.add(what);
  }

  private long handle() {
    next += ALIGNMENT;
    return next;
  }

  @Override
  public void enter() {
    assertThat(closed).isFalse();
  }

  @Override
  public long allocate(long bytes) {
    call("allocate");
    assertThat(bytes).isPositive();
    long address = handle();
    next = (address + bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    memory.put(address, bytes);
    return address;
  }

  @Override
  public void free(long address) {
    call("free");
    assertThat(memory.remove(address)).as("memory at " + address).isNotNull();
  }

  @Override
  public ByteBuffer pin(int bytes) {
    call("pin");
    ByteBuffer memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    pinned.put(memory, new ArrayList<>());
    return memory;
  }

  @Override
  public void unpin(ByteBuffer memory) {
    call("unpin");
    assertThat(pinned.remove(memory)).isNotNull();
  }

  @Override
  public void copyIn(ByteBuffer source, int from, long to, int bytes) {
    call("copy in " + bytes);
    requireThere(to, bytes);
    unchanged();
    byte[] content = new byte[bytes];
    source.get(from, content);
    Objects.requireNonNull(pinned.get(source)).add(new Fetch(from, ByteBuffer.wrap(content)));
  }

  /** The card may fetch at any time until it was waited for. */
  private void unchanged() {
    pinned.forEach(
        (memory, fetches) -> {
          for (Fetch fetch : fetches) {
            ByteBuffer now = memory.slice(fetch.from, fetch.content.capacity());
            assertThat(now).as("pinned memory that is fetched").isEqualTo(fetch.content);
          }
        });
  }

  @Override
  public void copyOut(long from, ByteBuffer target, int bytes) {
    call("copy out " + bytes);
    assertThat(pinned.containsKey(target)).isTrue();
    requireThere(from, bytes);
  }

  private void requireThere(long address, long bytes) {
    Map.Entry<Long, Long> run = memory.floorEntry(address);
    assertThat(run).as("memory at " + address).isNotNull();
    assertThat(address + bytes)
        .as("end of memory at " + run.getKey())
        .isLessThanOrEqualTo(run.getKey() + run.getValue());
  }

  @Override
  public void await() {
    call("wait");
    unchanged();
    pinned.values().forEach(List::clear);
  }

  @Override
  public long newMark() {
    call("new mark");
    long mark = handle();
    marks.add(mark);
    return mark;
  }

  @Override
  public void mark(long mark) {
    call("mark");
    assertThat(marks).contains(mark);
  }

  /** Everything before the mark is done, what came after may be. */
  @Override
  public void await(long mark) {
    call("wait for mark");
    assertThat(marks).contains(mark);
    unchanged();
    pinned.values().stream().filter(each -> !each.isEmpty()).forEach(each -> each.remove(0));
  }

  @Override
  public float between(long first, long last) {
    call("time");
    return 1;
  }

  @Override
  public void forget(long mark) {
    call("forget mark");
    assertThat(marks.remove(mark)).isTrue();
  }

  @Override
  public long load(byte[] code) {
    call("load");
    long handle = handle();
    codes.add(handle);
    return handle;
  }

  @Override
  public long kernel(long code, String name) {
    assertThat(codes).contains(code);
    return name.hashCode();
  }

  @Override
  public void unload(long code) {
    call("unload");
    assertThat(codes.remove(code)).isTrue();
  }

  @Override
  public void launch(long kernel, int groups, int members, List<Argument> arguments) {
    assertThat(groups).isPositive();
    StringBuilder call = new StringBuilder("launch ").append(kernel).append('*').append(groups);
    for (Argument argument : arguments) {
      if (argument instanceof Place place) {
        requireThere(Block.address(place), Float.BYTES);
        call.append(' ').append(Block.address(place));
      } else {
        call.append(' ').append(argument);
      }
    }
    queue(call.toString());
  }

  /** What a library queues. */
  void queue(String what) {
    if (capture == null) {
      call(what);
    } else {
      capture.add(what);
    }
  }

  @Override
  public void beginCapture() {
    call("begin recording");
    capture = new ArrayList<>();
  }

  @Override
  public long endCapture() {
    long recording = handle();
    recordings.put(recording, Objects.requireNonNull(capture));
    capture = null;
    call("end recording");
    return recording;
  }

  @Override
  public void play(long recording) {
    call("play");
    assertThat(recordings).containsKey(recording);
  }

  @Override
  public void discard(long recording) {
    call("discard");
    assertThat(recordings.remove(recording)).isNotNull();
  }

  @Override
  public void close() {
    call("close");
    closed = true;
  }
}
