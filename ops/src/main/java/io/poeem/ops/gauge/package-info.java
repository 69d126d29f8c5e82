/** What a job in this process shows of itself. */
package io.poeem.ops.gauge;
