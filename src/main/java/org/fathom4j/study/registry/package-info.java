/**
 * In: the name of a study in an experiment file. Out: what reads its options. The one place that
 * looks for the studies on the class path. Depends on: study.
 */
@NullMarked
package org.fathom4j.study.registry;

import org.jspecify.annotations.NullMarked;
