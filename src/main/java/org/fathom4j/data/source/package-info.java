/**
 * In: the data section of an experiment. Out: a checked plan, then the split examples, for every
 * data set that has a name; {@link org.fathom4j.data.source.DataSets} is the list of them. Depends
 * on: config, data, data.datavec, data.fetch, data.format, data.image, data.infer, data.picture,
 * data.streetnumbers, metrics, problem.
 */
@NullMarked
package org.fathom4j.data.source;

import org.jspecify.annotations.NullMarked;
