/** Reading topics on threads of their own for as long as a service runs. Nothing is known of what is read. */
package io.poeem.ops.serve.follow;
