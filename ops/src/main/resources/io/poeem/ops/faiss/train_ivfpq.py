"""Trains an IndexIVFPQ: train_ivfpq.py POINTS N DIMS LISTS SUBSPACES SEED COARSE CODEBOOKS.

POINTS holds (N, DIMS) float32, little-endian. Written likewise: COARSE (LISTS, DIMS) and, of residuals, CODEBOOKS
(SUBSPACES, 256, DIMS / SUBSPACES). Iterations and points per centroid are Faiss's own.
"""
import sys

import faiss
import numpy as np


def main(points, n, dims, lists, subspaces, seed, coarse, codebooks):
    faiss.omp_set_num_threads(1)
    x = np.fromfile(points, dtype="<f4").reshape(n, dims)
    quantizer = faiss.IndexFlatL2(dims)
    index = faiss.IndexIVFPQ(quantizer, dims, lists, subspaces, 8)
    index.by_residual = True
    index.cp.seed = seed
    index.pq.cp.seed = seed
    index.train(np.ascontiguousarray(x, dtype="float32"))
    centroids = np.stack([quantizer.reconstruct(i) for i in range(lists)])
    centroids.astype("<f4").tofile(coarse)
    faiss.vector_to_array(index.pq.centroids).astype("<f4").tofile(codebooks)


main(sys.argv[1], *map(int, sys.argv[2:7]), *sys.argv[7:])
