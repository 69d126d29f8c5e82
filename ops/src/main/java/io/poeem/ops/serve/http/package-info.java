/**
 * A small HTTP/1.1 server: routes, access, limits, and problems told as JSON (RFC 9457). Knows the server library; knows nothing of
 * indexes.
 */
package io.poeem.ops.serve.http;
