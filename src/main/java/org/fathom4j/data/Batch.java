package org.fathom4j.data;

/**
 * Examples that are read together. The arrays belong to the {@link Batches} that gave them and hold
 * these numbers until the next batch is asked for; they are as long as a full batch needs, so of a
 * short batch only the first {@code size} examples count.
 *
 * @param features example by example, each as {@link Examples#features} writes it
 * @param labels example by example, each as {@link Examples#label} writes it
 * @param size examples in this batch, at least 1
 * @param shape shape of one example's features
 * @param target what is to be predicted
 */
@SuppressWarnings("ArrayRecordComponent") // Buffers that are filled again and again.
public record Batch(
    float[] features, float[] labels, int size, FeatureShape shape, Target target) {}
