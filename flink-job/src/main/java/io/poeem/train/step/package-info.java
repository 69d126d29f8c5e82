/**
 * The joint step: loss, codes and every gradient of one batch (design section 2). Knows no rows, no towers, no state: it is
 * a function of its arguments.
 */
package io.poeem.train.step;
