package org.fathom4j.draft;

import java.nio.file.Path;
import org.fathom4j.data.infer.InferredPictures;

/** Drafts an experiment on pictures: how many channels does it take to tell their classes apart? */
public final class PictureDraft {
  private static final int STEPS = 1000;
  private static final int MOST_EPOCHS = 30;
  private static final int LEAST_EPOCHS = 3;

  private PictureDraft() {}

  /**
   * Drafts an experiment.
   *
   * @param pictures what was found
   * @param folder the pictures, as the experiment file is to name them
   */
  public static Draft of(InferredPictures pictures, Path folder) {
    String name = Draft.name(pictures.folder());
    String yaml = data(pictures, folder, name) + training(pictures);
    return new Draft(Path.of(name + ".yaml"), yaml, pictures.lines());
  }

  private static String data(InferredPictures pictures, Path folder, String name) {
    return """
        # Drafted from %d pictures of %d classes. What was assumed stands beside each line; change what is wrong.
        #   ./fathom run %s.yaml
        #   ./fathom predict RUN --data FOLDER    the classes of other pictures; RUN is the "store" that the run prints
        name: %s
        question: How wide must a convolutional network be to tell the classes of these pictures apart?

        data:
          name: image-folder
          dir: %s # taken from this file's folder
          size: %d # every picture is brought to this side; their shorter side is %d in the middle
          channels: %d # %s
          bad-records: skip # files that are no pictures are left out, counted and named; or fail
          validation: 0.2 # share of the pictures that chooses epoch and network
        """
            .formatted(
                pictures.pictures(),
                pictures.classes().size(),
                name,
                YamlText.of(name),
                YamlText.of(folder.toString()),
                pictures.size(),
                pictures.median(),
                pictures.channels(),
                pictures.channels() == 1 ? "all that were looked at are grey" : "colour")
        + (pictures.given() ? "" : "  test: 0.2 # share that is scored once, at the end\n");
  }

  private static String training(InferredPictures pictures) {
    int train = Math.max(1, pictures.pictures() * 3 / 5);
    int batch = train < 1000 ? 16 : 64;
    int epochs = Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, STEPS * batch / train));
    return """

        network:
          - convolution: { channels: "${channels}", kernel: 3, activation: relu }
          - pooling
          - convolution: { channels: "${2 * channels}", kernel: 3, activation: relu }
          - pooling
          - dense: { units: 64, activation: relu }
          - output

        training:
          epochs: %d
          batch: %d
          optimizer: { adam: { rate: 0.001 } }

        sweep: # every network with the same three seeds
          space: { channels: [8, 16] }
          seeds: 3
          objective: validation/accuracy

        report: { axis: channels }
        """
        .formatted(epochs, batch);
  }
}
