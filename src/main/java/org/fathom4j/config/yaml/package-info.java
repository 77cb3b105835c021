/**
 * In: YAML text. Out: an immutable tree in which every value knows its file and line, and the text
 * of such a tree. The one place that knows the YAML library. Depends on: nothing of Fathom4j.
 */
@NullMarked
package org.fathom4j.config.yaml;

import org.jspecify.annotations.NullMarked;
