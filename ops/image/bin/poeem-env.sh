#!/bin/sh
# Runs a command with the environment of a JVM that trains: poeem-env.sh COMMAND [ARGUMENT]…
# What is already set stays.
set -eu

# One BLAS thread per slot, and the kernels of this processor: OpenBLAS takes newer ones for a Prescott.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
if [ -z "${OPENBLAS_CORETYPE:-}" ] && [ -r /proc/cpuinfo ]; then
    if grep -qw avx512f /proc/cpuinfo; then
        export OPENBLAS_CORETYPE=SKYLAKEX
    elif grep -qw avx2 /proc/cpuinfo; then
        export OPENBLAS_CORETYPE=HASWELL
    fi
fi

exec "$@"
