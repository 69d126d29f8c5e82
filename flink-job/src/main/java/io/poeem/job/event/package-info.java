/** What travels between the job's operators, as values. */
package io.poeem.job.event;
