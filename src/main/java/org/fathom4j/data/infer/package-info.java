/**
 * In: a table or a folder of pictures that nobody described. Out: what it seems to hold, each guess
 * with its reason, for a person to look at. Depends on: data, data.picture, problem.
 */
@NullMarked
package org.fathom4j.data.infer;

import org.jspecify.annotations.NullMarked;
