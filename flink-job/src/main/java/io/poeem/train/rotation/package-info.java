/**
 * The rotation R before the codebooks: the orthogonal matrix nearest to another (Procrustes), and Givens steps that let R
 * follow the distortion's gradient. Where the gradient comes from is not known here.
 */
package io.poeem.train.rotation;
