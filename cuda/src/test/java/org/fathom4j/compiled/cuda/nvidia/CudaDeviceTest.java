package org.fathom4j.compiled.cuda.nvidia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.compiled.cuda.device.Argument;
import org.fathom4j.compiled.cuda.device.Kernel;
import org.fathom4j.compiled.cuda.device.Kernels;
import org.fathom4j.compiled.cuda.device.MatrixProduct;
import org.fathom4j.compiled.cuda.device.MatrixProduct.Factor;
import org.fathom4j.compiled.cuda.device.Memory;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.cuda.device.Recording;
import org.fathom4j.compiled.cuda.device.Work;
import org.junit.jupiter.api.Test;

/** What a device asks of its driver, call by call. */
class CudaDeviceTest {

  private static FloatBuffer floats(int size) {
    return ByteBuffer.allocateDirect(size * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static MatrixProduct product(Place place) {
    return new MatrixProduct(
        4,
        4,
        4,
        new Factor(place, false),
        new Factor(place.plus(16), true),
        Optional.empty(),
        Optional.empty(),
        place.plus(32));
  }

  private static void closes(RecordedDevice recorded) {
    recorded.device.close();
    assertThat(recorded.driver.empty()).as(recorded.driver.held()).isTrue();
    assertThat(recorded.open).isEmpty();
  }

  @Test
  void copiesWaitForNothingUntilTheRingIsFull() {
    RecordedDevice recorded = new RecordedDevice(1);
    Memory memory = recorded.device.allocate(1 << 20);
    FloatBuffer batch = floats(1 << 18);
    for (int i = 0; i < Staging.RING >> 20; i++) {
      batch.put(0, i); // as soon as it was queued
      recorded.device.copyIn(batch, Place.of(memory));
    }
    assertThat(recorded.driver.calls()).doesNotContain("wait", "wait for mark");
    batch.put(0, -1);
    recorded.device.copyIn(batch, Place.of(memory));
    assertThat(recorded.driver.calls()).containsOnlyOnce("wait for mark").doesNotContain("wait");
    memory.close();
    closes(recorded);
  }

  @Test
  void aCopyLargerThanTheRingGoesPieceByPiece() {
    RecordedDevice recorded = new RecordedDevice(1);
    int floats = Staging.RING / Float.BYTES + 7;
    Memory memory = recorded.device.allocate((long) floats * Float.BYTES);
    recorded.device.copyIn(floats(floats), Place.of(memory));
    recorded.device.copyOut(Place.of(memory), floats(floats));
    assertThat(recorded.driver.calls().stream().filter(call -> call.startsWith("copy in")))
        .hasSize(5)
        .last()
        .isEqualTo("copy in 28");
    assertThat(recorded.driver.calls().stream().filter(call -> call.startsWith("copy out")))
        .hasSize(5);
    memory.close();
    closes(recorded);
  }

  @Test
  void aCopyOutWaits() {
    RecordedDevice recorded = new RecordedDevice(1);
    Memory memory = recorded.device.allocate(8);
    recorded.device.copyOut(new Place(memory, 1), floats(1));
    assertThat(recorded.driver.calls()).endsWith("copy out 4", "wait");
    memory.close();
    closes(recorded);
  }

  @Test
  void aRecordingPlaysTheSameLaunchesAgain() {
    RecordedDevice recorded = new RecordedDevice(1);
    Memory memory = recorded.device.allocate(64);
    Kernels kernels = recorded.device.build("");
    Kernel kernel = kernels.kernel("one");
    List<Argument> arguments =
        List.of(Place.of(memory), new Argument.Whole(3), new Argument.Real(0.5f));
    Recording recording =
        recorded.device.record(() -> recorded.device.launch(kernel, 2, arguments));
    assertThat(recorded.driver.recordings()).hasSize(1);
    assertThat(recorded.driver.calls()).noneMatch(call -> call.startsWith("launch"));
    recorded.driver.forgetCalls();
    recording.play();
    recording.play();
    assertThat(recorded.driver.calls()).containsExactly("play", "play");
    recording.close();
    kernels.close();
    memory.close();
    closes(recorded);
  }

  @Test
  void aRecordingThatBreaksIsEnded() {
    RecordedDevice recorded = new RecordedDevice(1);
    assertThatThrownBy(
            () ->
                recorded.device.record(
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(recorded.driver.calls()).endsWith("begin recording", "end recording", "discard");
    recorded.device.allocate(1).close(); // goes on
    closes(recorded);
  }

  @Test
  void theFirstWayThatTheCardDoesIsTaken() {
    RecordedDevice recorded = new RecordedDevice(1, -100, 200, 300);
    Memory memory = recorded.device.allocate(4 * 48);
    Work work = recorded.device.prepare(product(Place.of(memory))).orElseThrow();
    assertThat(work.describe()).isEqualTo("product 1");
    recorded.driver.forgetCalls();
    work.queue();
    assertThat(recorded.driver.calls()).containsExactly("run product 1");
    work.close();
    memory.close();
    closes(recorded);
  }

  @Test
  void theFirstFewWaysAreComparedByTheirTime() {
    RecordedDevice recorded = new RecordedDevice(2, 1, 2, 3);
    Memory memory = recorded.device.allocate(4 * 48);
    Work work = recorded.device.prepare(product(Place.of(memory))).orElseThrow();
    assertThat(recorded.driver.calls()).contains("run product 1").doesNotContain("run product 2");
    work.close();
    memory.close();
    closes(recorded);
  }

  @Test
  void whatNoWayDoesIsLeftToAKernel() {
    RecordedDevice recorded = new RecordedDevice(1, -1);
    Memory memory = recorded.device.allocate(4 * 48);
    assertThat(recorded.device.prepare(product(Place.of(memory)))).isEmpty();
    memory.close();
    closes(recorded);
  }

  @Test
  void workOfARecordingKeepsItsWorkspaceWhenALargerOneIsNeeded() {
    RecordingDriver driver = new RecordingDriver();
    Workspace workspaces = new Workspace(driver);
    Workspace.Share small = workspaces.share(1);
    Workspace.Share same = workspaces.share(1 << 19);
    Workspace.Share large = workspaces.share(1 << 21);
    assertThat(same.address()).isEqualTo(small.address()).isNotEqualTo(large.address());
    small.close();
    assertThat(driver.calls()).doesNotContain("free");
    same.close();
    assertThat(driver.calls()).containsOnlyOnce("free");
    large.close();
    driver.close();
    assertThat(driver.empty()).isTrue();
  }

  @Test
  void eachSourceIsCompiledOnce() {
    List<String> compiled = new ArrayList<>();
    Compiler compiler =
        new RememberingCompiler(
            source -> {
              compiled.add(source);
              return source.getBytes(StandardCharsets.UTF_8);
            });
    assertThat(compiler.compile("kernels")).isSameAs(compiler.compile("kernels"));
    assertThat(compiler.compile("others")).asString().isEqualTo("others");
    assertThat(compiled).containsExactly("kernels", "others");
  }
}
