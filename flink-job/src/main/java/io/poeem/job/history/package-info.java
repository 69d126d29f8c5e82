/** A user's last items: what a query is made of. */
package io.poeem.job.history;
