package io.poeem.ops.evaluate;

import java.util.List;

/**
 * A click as the trainer saw it.
 *
 * @param time event time after clamping, ms since the epoch
 * @param context tokens
 */
public record LoggedClick(long time, String user, String item, List<String> context) {}
