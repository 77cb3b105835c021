package org.fathom4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FolderExportTest {
  @Test
  void everyClassHasAFolderOfItsOwn_whateverItIsCalled() {
    assertThat(
            FolderExport.folderNames(
                List.of(
                    "\u00e9",
                    "\u00e8",
                    "T-shirt/top",
                    "T-shirt-top",
                    "T-shirt:Top",
                    "..",
                    ".a",
                    "")))
        .containsExactly(
            "é", "è", "T-shirt-top", "T-shirt-top-2", "T-shirt-Top-3", "--", "-a", "-");
  }
}
