/** An index as a service over HTTP, with a page. Neither Flink nor the trainer is used here. */
package io.poeem.ops.serve;
