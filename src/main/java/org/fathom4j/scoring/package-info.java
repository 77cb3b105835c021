/**
 * In: what a network gave for examples, beside their labels. Out: its scores, by the formulas that
 * stand here and nowhere else; training and evaluation both use them. Depends on: data, layers,
 * metrics.
 */
@NullMarked
package org.fathom4j.scoring;

import org.jspecify.annotations.NullMarked;
