/**
 * In: a table of one's own as comma-separated values, and what its columns mean. Out: rows of
 * numbers with their labels, and the records that were left out. The only package that names
 * DataVec and Commons CSV. Depends on: data, problem.
 */
@NullMarked
package org.fathom4j.data.datavec;

import org.jspecify.annotations.NullMarked;
