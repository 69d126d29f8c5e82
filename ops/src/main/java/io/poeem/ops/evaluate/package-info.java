/**
 * Prequential evaluation: every click is asked for, from what came before it, of the newest version that existed then.
 *
 * <p>Clicks and versions are gone through in lockstep, in the order of the stream, one image at a time. Decoding, clamping
 * and histories are the job's own.
 */
package io.poeem.ops.evaluate;
