/**
 * Where announcements and chunks come from: two small interfaces, and Kafka behind them.
 *
 * <p>Decodes records and nothing more: whether a version is whole and true is judged elsewhere.
 */
package io.poeem.searcher.topic;
