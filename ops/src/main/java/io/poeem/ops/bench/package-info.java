/** Benchmarks: how fast the parts are on this machine. They measure; what a figure ought to be is no test's business. */
package io.poeem.ops.bench;
