package example;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.convolution.Pooling;
import org.fathom4j.layers.convolution.PoolingKind;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.layers.normalization.SubtractiveNormalization;
import org.fathom4j.layers.output.Sequence;
import org.fathom4j.layers.output.SequenceDecoder;
import org.fathom4j.layers.output.SequenceOutput;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Learns to read rows of up to two bars as numbers: a bar's height is its digit. */
public final class HouseNumbers {
  private static final int EXAMPLES = 48;
  private static final int SIZE = 12;
  private static final int DIGITS = 2;
  private static final int CLASSES = 4;

  private HouseNumbers() {}

  public static void main(String[] args) {
    SequenceOutput output = new SequenceOutput.Builder().digits(DIGITS).classes(CLASSES).build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(0.005))
                .convolutionMode(ConvolutionMode.Same)
                .list()
                .layer(new MaxoutConvolution.Builder(3).nOut(6).build())
                .layer(new Pooling.Builder(PoolingKind.MAX).window(2).stride(2).build())
                .layer(new SubtractiveNormalization.Builder().build())
                .layer(new Maxout.Builder().nOut(24).build())
                .layer(output)
                .setInputType(InputType.convolutional(SIZE, SIZE, 1))
                .build());
    network.init();

    INDArray images = Nd4j.zeros(DataType.FLOAT, EXAMPLES, 1, SIZE, SIZE);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, EXAMPLES, 1 + DIGITS);
    draw(images, labels);
    for (int step = 0; step < 80; step++) {
      network.fit(images, labels);
    }

    List<Sequence> read = SequenceDecoder.of(output).decode(network.output(images));
    int right = 0;
    for (int i = 0; i < EXAMPLES; i++) {
      right += read.get(i).text().equals(text(labels.slice(i))) ? 1 : 0;
    }
    System.out.println("read " + right + " of " + EXAMPLES);
  }

  private static void draw(INDArray images, INDArray labels) {
    Random random = new Random(1);
    for (int i = 0; i < EXAMPLES; i++) {
      int length = 1 + random.nextInt(DIGITS);
      labels.putScalar(i, 0, length);
      for (int digit = 0; digit < length; digit++) {
        int value = random.nextInt(CLASSES);
        labels.putScalar(i, 1 + digit, value);
        for (int row = 0; row <= 2 * value + 1; row++) {
          for (int column = 1; column <= 4; column++) {
            images.putScalar(i, 0, SIZE - 1 - row, 6 * digit + column, 1);
          }
        }
      }
    }
  }

  private static String text(INDArray label) {
    StringBuilder text = new StringBuilder();
    for (int digit = 0; digit < label.getInt(0); digit++) {
      text.append(label.getInt(1 + digit));
    }
    return text.toString();
  }
}
