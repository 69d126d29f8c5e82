/** Little-endian bytes of what has been learned: written into growing memory, read with every length checked before it is believed. */
package io.poeem.state.bytes;
