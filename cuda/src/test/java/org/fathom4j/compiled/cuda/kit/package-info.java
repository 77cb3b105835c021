/**
 * What is taken to a machine with a card and without Deeplearning4j: every case of the contract and
 * random networks held to the interpreter, and the benchmark's networks beside PyTorch.
 */
@NullMarked
package org.fathom4j.compiled.cuda.kit;

import org.jspecify.annotations.NullMarked;
