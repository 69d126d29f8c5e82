/** The subcommands of {@code poeem}: each reads its options, and leaves the work to the other packages. */
package io.poeem.ops.command;
