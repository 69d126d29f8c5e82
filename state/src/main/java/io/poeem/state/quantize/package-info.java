/** Product quantization: embeddings to codes and back, and what a query needs to be compared with codes (design sections 2 and 5). */
package io.poeem.state.quantize;
