/**
 * The "digits" task of the method's authors, through the whole job: a data set whose truth is known, so that what is found
 * can be called right or wrong.
 */
package io.poeem.ops.digits;
