/**
 * How the job's values are written on edges and in state.
 *
 * <p>Every serializer has a version of its own, which its snapshot carries; state of an older version is read and
 * rewritten. Nothing here uses Java serialization for data, nor Kryo.
 */
package io.poeem.job.serial;
