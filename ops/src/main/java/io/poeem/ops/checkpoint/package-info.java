/** Checkpoints that a job left in a directory: which are whole, and which one to go on from. Nothing here writes. */
package io.poeem.ops.checkpoint;
