/**
 * In: what a network gave for examples, beside their labels. Out: its scores, by the formulas that
 * stand here and nowhere else; training and evaluation both use them. Depends on the types of data,
 * the names of metrics and the reader of whole numbers in layers, on no array of ND4J.
 */
@NullMarked
package org.fathom4j.scoring;

import org.jspecify.annotations.NullMarked;
