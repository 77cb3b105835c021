package org.fathom4j.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.Lessons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonFileTest {
  @TempDir Path folder;

  @Test
  void readsBackWhatItWrote() throws IOException {
    Lesson lesson = Lessons.mixed();
    LessonFile.write(lesson, folder);
    assertThat(LessonFile.read(folder)).contains(lesson);
  }

  @Test
  void aReportWithoutALesson_hasNone() {
    assertThat(LessonFile.read(folder)).isEmpty();
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.writeString(folder.resolve("lesson.json"), "{\"answer\": ");
    assertThatThrownBy(() -> LessonFile.read(folder))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("lesson.json is damaged");
  }
}
