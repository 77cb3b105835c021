/**
 * What goes wrong: the user's mistakes, all of one input together, and a run's errors; the right
 * name for a misspelt one. Below all other packages. Depends on: nothing of Fathom4j.
 */
@NullMarked
package org.fathom4j.problem;

import org.jspecify.annotations.NullMarked;
