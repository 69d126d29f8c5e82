/**
 * Whether a version is fit to be served, decided before anything of it is written: canaries, what is found on them, and the
 * bounds.
 *
 * <p>Publishes nothing and keeps no version; that a held-back version's content comes with the next is the learner's promise.
 */
package io.poeem.train.gate;
