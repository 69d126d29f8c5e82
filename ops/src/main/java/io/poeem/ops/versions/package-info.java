/** What {@code poeem versions} says of an index's versions, and how it pins one. Neither knows a command line. */
package io.poeem.ops.versions;
