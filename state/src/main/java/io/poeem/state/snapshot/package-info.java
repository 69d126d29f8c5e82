/**
 * A version of an index as records, and records as a version again: payloads, chunks, manifests, and the assembler that trusts none
 * of them. The format is specified in {@code docs/wire.md}.
 */
package io.poeem.state.snapshot;
