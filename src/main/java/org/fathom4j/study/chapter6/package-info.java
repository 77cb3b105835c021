/**
 * In: the options of an experiment of chapter 6 of <em>Deep Learning</em> (Goodfellow, Bengio,
 * Courville). Out: its lesson: networks trained, known answers compared, pictures drawn.
 */
@NullMarked
package org.fathom4j.study.chapter6;

import org.jspecify.annotations.NullMarked;
