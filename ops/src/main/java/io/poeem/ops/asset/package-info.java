/** Files that pages are made of, out of the class path. */
package io.poeem.ops.asset;
