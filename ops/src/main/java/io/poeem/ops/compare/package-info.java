/**
 * Reports of several runs side by side. Reads {@code report.json} by its keys, whichever there are: reports of earlier and
 * of later releases can be compared.
 */
package io.poeem.ops.compare;
