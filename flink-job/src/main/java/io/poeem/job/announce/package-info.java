/** One version out of many shards' parts. */
package io.poeem.job.announce;
