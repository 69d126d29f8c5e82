/** How the command speaks: lines, progress on a terminal and elsewhere, and cleaning up when it is interrupted. */
package io.poeem.ops.console;
