package org.fathom4j.layers;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * The checks of one layer's options; every message names the layer, the option, the rule and the
 * value.
 *
 * @param layer the layer's type, as a user writes it
 * @param name the layer's name in its network, null where it has none
 */
public record LayerRules(String layer, @Nullable String name) {

  /** Refuses {@code value} below {@code least}. */
  public void atLeast(String option, long least, long value) {
    if (value < least) {
      throw broken(option + " must be at least " + least + ", got " + value);
    }
  }

  /** Refuses {@code values} that are not two numbers (height, width) of at least {@code least}. */
  public void pairAtLeast(String option, int least, int[] values) {
    if (values.length != 2 || values[0] < least || values[1] < least) {
      String rule = option + " must be two numbers (height, width) of at least " + least;
      throw broken(rule + ", got " + Arrays.toString(values));
    }
  }

  /** Refuses a number that is not finite. */
  public void finite(String option, double value) {
    if (!Double.isFinite(value)) {
      throw broken(option + " must be a finite number, got " + value);
    }
  }

  /** Refuses a number that is not finite and above 0. */
  public void positive(String option, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw broken(option + " must be a finite number above 0, got " + value);
    }
  }

  /** Refuses an activation function on a layer that is itself the nonlinearity. */
  public void noActivation(@Nullable IActivation activation) {
    if (activation != null && !(activation instanceof ActivationIdentity)) {
      String rule = "activation must be left out, the layer is itself the nonlinearity";
      throw broken(rule + ", got " + activation);
    }
  }

  /** The image size of {@code input}; refuses anything but images in NCHW order. */
  public InputType.InputTypeConvolutional image(@Nullable InputType input) {
    if (!(input instanceof InputType.InputTypeConvolutional image)) {
      throw broken("input must be images (InputType.convolutional), got " + input);
    }
    if (image.getFormat() != CNN2DFormat.NCHW) {
      throw broken("images must be [batch, channels, height, width] (NCHW), got " + input);
    }
    return image;
  }

  /** The error for one broken rule of this layer. */
  public DL4JInvalidConfigException broken(String rule) {
    String which = name == null ? layer + " layer" : layer + " layer \"" + name + "\"";
    return new DL4JInvalidConfigException(which + ": " + rule);
  }
}
