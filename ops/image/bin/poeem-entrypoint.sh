#!/bin/sh
# The image's entry point, and for Kubernetes kubernetes.entry.path: the official one, with the environment of a JVM that trains.
exec /opt/flink/bin/poeem-env.sh /docker-entrypoint.sh "$@"
