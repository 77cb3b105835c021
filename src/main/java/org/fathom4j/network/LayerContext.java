package org.fathom4j.network;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.fathom4j.config.TrainingSpec;
import org.fathom4j.data.Target;

/**
 * What a layer may depend on.
 *
 * @param input shape of what comes in
 * @param target what the network is to predict
 * @param training how it will be trained
 */
public record LayerContext(InputType input, Target target, TrainingSpec training) {}
