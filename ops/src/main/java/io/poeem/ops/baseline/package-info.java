/**
 * Rules that need no model and learn from every click at once: what a stream is worth by itself, beside which a model is
 * measured. They know items and users as numbers, and nothing of versions.
 */
package io.poeem.ops.baseline;
