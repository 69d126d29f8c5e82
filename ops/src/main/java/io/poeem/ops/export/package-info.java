/**
 * One version of an index as files for other searchers: the layout of the method's authors, Faiss's IVF-PQ, and beside each what these
 * have no place for. What the files hold is in {@code docs/export.md}. Where the version comes from is not its matter.
 */
package io.poeem.ops.export;
