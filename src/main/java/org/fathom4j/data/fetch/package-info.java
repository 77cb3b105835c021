/**
 * In: a file's addresses, size and checksum. Out: the file, whole and checked, in a folder. Knows
 * HTTP, no data set. Depends on: nothing of Fathom4j.
 */
@NullMarked
package org.fathom4j.data.fetch;

import org.jspecify.annotations.NullMarked;
