/**
 * Which processor trains: in comes what the user asked for and what the machine has, out goes the
 * CPU or one GPU, before any library of ND4J is loaded. Depends on: problem.
 */
@NullMarked
package org.fathom4j.device;

import org.jspecify.annotations.NullMarked;
