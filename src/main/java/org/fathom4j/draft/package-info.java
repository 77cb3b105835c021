/**
 * In: what a table or a folder of pictures seems to hold. Out: a commented experiment file to start
 * from, which says what was assumed. Depends on: data.
 */
@NullMarked
package org.fathom4j.draft;

import org.jspecify.annotations.NullMarked;
