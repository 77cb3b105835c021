package org.fathom4j.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.Lessons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("lesson.json");
  }

  @Test
  void readsBackWhatItWrote() {
    Lesson lesson = Lessons.mixed();
    LessonFile.write(lesson, file());
    assertThat(LessonFile.read(file())).contains(lesson);
  }

  @Test
  void aRunWithoutALesson_hasNone() {
    assertThat(LessonFile.read(file())).isEmpty();
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.writeString(file(), "{\"answer\": ");
    assertThatThrownBy(() -> LessonFile.read(file()))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("lesson.json is damaged");
  }
}
