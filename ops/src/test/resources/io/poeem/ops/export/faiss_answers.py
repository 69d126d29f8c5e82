"""What Faiss says of an index: faiss_answers.py INDEX QUERIES.f32 K NPROBE. Prints one JSON object."""
import json
import sys

import faiss
import numpy as np

index = faiss.read_index(sys.argv[1])
queries = np.fromfile(sys.argv[2], dtype="<f4").reshape(-1, index.d)
ivf = faiss.downcast_index(faiss.extract_index_ivf(index))
ivf.nprobe = int(sys.argv[4])
distances, labels = index.search(queries, int(sys.argv[3]))
json.dump(
    {
        "version": faiss.__version__,
        "type": type(index).__name__,
        "inner": type(ivf).__name__,
        "ntotal": index.ntotal,
        "lists": [ivf.invlists.list_size(i) for i in range(ivf.nlist)],
        "labels": labels.tolist(),
        "distances": distances.astype(float).tolist(),
    },
    sys.stdout,
)
