/** The routes of the service, and what they take and give. */
package io.poeem.ops.serve.api;
