"""Faults on a cluster of `poeem cluster`, each with a verdict."""
