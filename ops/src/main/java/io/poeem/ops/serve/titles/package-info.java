/** What items are called, for people to read: from a file, or from the catalogue's topic as it goes on. */
package io.poeem.ops.serve.titles;
