/** The demonstration: the bundled MovieTweetings log through the whole of the system. */
package io.poeem.ops.demo;
