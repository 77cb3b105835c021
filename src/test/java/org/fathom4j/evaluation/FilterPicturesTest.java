package org.fathom4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.layers.convolution.Convolution;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.report.inspection.Filters;
import org.fathom4j.report.inspection.Filters.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Weights that are known, as pictures. */
final class FilterPicturesTest {
  private static final FeatureShape.Image COLOURS = new FeatureShape.Image(4, 4, 3);
  private static final FeatureShape.Image GREY = new FeatureShape.Image(1, 2, 1);

  private static MultiLayerNetwork network(Layer first, FeatureShape.Image image) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(first)
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(
                    InputType.convolutional(image.height(), image.width(), image.channels()))
                .build());
    network.init();
    return network;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  @ResourceLock(Resources.LOCALE)
  void theStrongestComesFirst_onOneScale_inEveryLocale(String locale) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      MultiLayerNetwork network = network(new Convolution.Builder(1, 2).nOut(12).build(), COLOURS);
      float[] weights = new float[12 * 6];
      weights[0] = 0.3f; // filter 1: red on the left, blue on the right
      weights[5] = -0.4f;
      weights[6 * 11 + 2] = -2; // filter 12: green on the left
      network.getLayer(0).getParam("W").assign(Nd4j.create(weights, new long[] {12, 3, 1, 2}));

      Filters filters = FilterPictures.of(network, COLOURS);
      assertThat(filters.layer()).isEqualTo(1);
      assertThat(filters.all()).isEqualTo(12);
      assertThat(filters.scale()).isEqualTo(2);
      assertThat(filters.shown()).extracting(Filter::name).startsWith("filter 12", "filter 1");
      assertThat(filters.shown().get(0).norm()).isEqualTo(2);
      assertThat(filters.shown().get(1).norm()).isCloseTo(0.5, within(1e-6));
      BufferedImage strongest = picture(filters.shown().get(0));
      assertThat(strongest.getRGB(0, 0)).isEqualTo(0xff800180);
      assertThat(strongest.getRGB(1, 0)).isEqualTo(0xff808080);
      BufferedImage second = picture(filters.shown().get(1));
      assertThat(second.getRGB(0, 0)).isEqualTo(0xff938080);
      assertThat(second.getRGB(1, 0)).isEqualTo(0xff808067);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void piecesOfAUnitAreNamed_andAWeightThatIsNoNumberIsLeftOut() throws IOException {
    MultiLayerNetwork network = network(new Maxout.Builder().pieces(2).nOut(2).build(), GREY);
    float[] weights = {1, 0, Float.NaN, 3, 0, 0, 0, -3}; // pixels by units of piece 1, of piece 2
    network.getLayer(0).getParam("W").assign(Nd4j.create(weights, new long[] {2, 4}));
    Filters filters = FilterPictures.of(network, GREY);
    assertThat(filters.all()).isEqualTo(4);
    assertThat(filters.shown())
        .extracting(Filter::name)
        .containsExactly("unit 2, piece 2", "unit 1, piece 1", "unit 2, piece 1");
    Raster strongest = picture(filters.shown().get(0)).getRaster();
    assertThat(strongest.getSample(0, 0, 0)).isEqualTo(255);
    assertThat(strongest.getSample(1, 0, 0)).isEqualTo(1);
  }

  private static BufferedImage picture(Filter filter) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(filter.picture())));
  }
}
