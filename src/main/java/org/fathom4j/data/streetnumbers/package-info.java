/**
 * In: a seed, an index and a difficulty. Out: a drawn house number as bytes, and its digits.
 * Depends on: problem.
 */
@NullMarked
package org.fathom4j.data.streetnumbers;

import org.jspecify.annotations.NullMarked;
