/** Faiss, where it is installed, trains codebooks that ours are compared with: another process, and never a condition. */
package io.poeem.ops.faiss;
