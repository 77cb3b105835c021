package org.fathom4j.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.problem.ExperimentException;
import org.junit.jupiter.api.Test;

final class EventStreamTest {
  private final List<String> heard = new ArrayList<>();
  private final EventStream stream = new EventStream();

  @Test
  void tellsEverySubscriberInOrder_andClosesTheLastFirst() {
    stream.subscribe(new Named("a"));
    stream.subscribe(new Named("b"));
    stream.on(Remark.note("one"));
    stream.on(Remark.note("two"));
    stream.close();
    stream.close();
    assertThat(heard).containsExactly("a one", "b one", "a two", "b two", "b closed", "a closed");
  }

  @Test
  void closesTheOthersWhenOneFailsToClose() {
    stream.subscribe(new Named("a"));
    stream.subscribe(new Named("failing"));
    stream.subscribe(new Named("c"));

    assertThatExceptionOfType(ExperimentException.class).isThrownBy(stream::close);
    assertThat(heard).containsExactly("c closed", "a closed");
  }

  @Test
  void whatOneSaysAsItCloses_isHeardByThoseBeforeIt() {
    stream.subscribe(new Named("a"));
    stream.subscribe(
        new Subscriber() {
          @Override
          public void on(SweepEvent event) {
            heard.add("never");
          }

          @Override
          public void close() {
            stream.on(Remark.warning("something is missing"));
          }
        });
    stream.close();
    assertThat(heard).containsExactly("a something is missing", "a closed");
  }

  private final class Named implements Subscriber {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public void on(SweepEvent event) {
      heard.add(name + " " + ((Remark) event).text());
    }

    @Override
    public void close() {
      if (name.equals("failing")) {
        throw new ExperimentException("disk full");
      }
      heard.add(name + " closed");
    }
  }
}
