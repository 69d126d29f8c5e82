/**
 * How the codebooks come to be and how they learn: warm start by k-means, then one small correction per batch. The towers
 * are not touched from here, nor does the retrieval loss reach in.
 */
package io.poeem.train.codebook;
