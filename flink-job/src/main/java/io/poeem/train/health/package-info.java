/**
 * How evenly codes spread, how long rows are, how many codes there are: figures that a version's health is made of.
 *
 * <p>Counts and their arithmetic only; what is counted, and when, is the learner's and the publisher's business.
 */
package io.poeem.train.health;
