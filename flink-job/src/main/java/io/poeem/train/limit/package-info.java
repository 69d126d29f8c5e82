/** The limits of the learner's options: one way to refuse what is beyond them. */
package io.poeem.train.limit;
