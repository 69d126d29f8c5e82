package io.poeem.ops.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;

/**
 * Indexes built afterwards on versions' embeddings, beside the served one.
 *
 * @param versions at which they were built
 * @param evaluated clicks asked of these versions
 * @param indexes by name: served, exact, rebuilt_plain, …; all on the same clicks
 */
@JsonPropertyOrder({"versions", "evaluated", "indexes"})
public record RebuiltIndexes(int versions, long evaluated, Map<String, IndexFigures> indexes) {}
