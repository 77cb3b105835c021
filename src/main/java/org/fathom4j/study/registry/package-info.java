/**
 * In: the name of a study in an experiment file. Out: what reads its options. The one place that
 * names every built-in study, apart from the types that they implement.
 */
@NullMarked
package org.fathom4j.study.registry;

import org.jspecify.annotations.NullMarked;
