"""Searches an export of `poeem export --format faiss` with Faiss, as a service would: candidates by Faiss, then the whole score.

  python3 search_export.py INDEX K FIELD=VALUE...     prints number, item, inner product and score, best first
"""
import json
import os
import sys

import faiss
import numpy as np


class Export:
    def __init__(self, path, head=256):
        def beside(name):
            return os.path.join(os.path.dirname(path), name)

        def lines(name):
            with open(beside(name), encoding="utf-8") as file:
                return [json.loads(line) for line in file]

        with open(path + ".json", encoding="utf-8") as file:
            about = json.load(file)
        self.scale = about["score"]["scale"]
        self.items = {line["number"]: line for line in lines(about["ids"]["file"])}
        query = about["query"]
        self.rows = np.load(beside(query["rows_file"]))
        self.row_of = {token: i for i, token in enumerate(lines(query["tokens_file"]))}
        self.slots = query["slots"]
        self.layers = [(np.load(beside(layer["weights_file"])), np.load(beside(layer["bias_file"])), layer["activation"])
                       for layer in query["layers"]]
        self.index = faiss.read_index(path)
        self.ivf = faiss.extract_index_ivf(self.index)
        # The most popular items are candidates of every query, whatever their list: Faiss knows nothing of popularity.
        self.popular = sorted(self.items, key=lambda number: -self.bias(number))[:head]
        self.ivf.set_direct_map_type(faiss.DirectMap.Hashtable)
        self.decoded = np.array([self.ivf.reconstruct(number) for number in self.popular]).reshape(-1, self.index.d)

    def bias(self, number):
        bias = self.items[number]["bias"]
        return -np.inf if bias is None else bias

    def vector(self, tokens):
        """A unit vector; None if no token is known."""
        fields = {}
        for token in tokens:
            if token in self.row_of:
                fields.setdefault(token.partition("=")[0], []).append(self.rows[self.row_of[token]])
        if not fields:
            return None
        x = np.zeros((len(self.slots) + 1, self.rows.shape[1]), "float32")
        for field, rows in fields.items():
            x[self.slots.index(field) if field in self.slots else -1] += np.mean(rows, axis=0)
        x = x.ravel()
        for weights, biases, activation in self.layers:
            x = x @ weights + biases
            if activation == "relu":
                x = np.maximum(x, 0)
        return (x / np.linalg.norm(x)).astype("float32")

    def search(self, q, k, nprobe=8, candidates=1000):
        """(number, q·T(x), scale · cos(q, T(x)) + b), best first."""
        self.ivf.nprobe = nprobe
        products, numbers = self.index.search(q[None], candidates)
        found = {int(number): product for number, product in zip(numbers[0], products[0]) if number >= 0}
        turned = q[None]
        if isinstance(self.index, faiss.IndexPreTransform):
            turned = self.index.chain.at(0).apply(turned)
        found.update(zip(self.popular, self.decoded @ turned[0]))
        hits = [(number, product, self.score(number, product)) for number, product in found.items()]
        return sorted(hits, key=lambda hit: -hit[2])[:k]

    def score(self, number, product):
        norm = self.items[number]["norm"]
        return self.scale * (product / norm if norm else 0) + self.bias(number)


if __name__ == "__main__":
    export = Export(sys.argv[1])
    query = export.vector(sys.argv[3:])
    if query is None:
        sys.exit("none of these tokens is known: " + " ".join(sys.argv[3:]))
    for number, product, score in export.search(query, int(sys.argv[2])):
        print(number, export.items[number]["item"], f"{product:.6f}", f"{score:.6f}", sep="\t")
