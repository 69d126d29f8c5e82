/** Random numbers that are a function of a seed and counters, so that what they lead to repeats bit for bit. */
package io.poeem.train.random;
