package io.poeem.ops.run;

import io.poeem.ops.publish.Feed;
import io.poeem.ops.range.Mark;
import io.poeem.ops.range.Window;
import java.util.Optional;
import java.util.Set;

/** How a file's clicks lie in the one partition of the topic that a run publishes them to. */
record FileClicks(Input.Csv csv) {

    /**
     * How many of them will be published.
     *
     * @throws RunException when there is none, or none to evaluate, or for offsets of another partition
     */
    long count(Window evaluated) {
        requirePartition(csv.range());
        requirePartition(evaluated);
        long clicks = Feed.count(csv.file(), csv.columns(), csv.range());
        if (clicks == 0) {
            throw new RunException("The input holds no click"
                    + (csv.range().isAll() ? "" : " " + csv.range())
                    + "; see what was said of its lines, and of its columns");
        }
        if (!evaluated.isAll() && Feed.count(csv.file(), csv.columns(), csv.range(), evaluated) == 0) {
            throw new RunException(
                    "There is nothing to evaluate: none of the " + clicks + " clicks that are read lies " + evaluated);
        }
        return clicks;
    }

    private void requirePartition(Window window) {
        try {
            window.requirePartitions("the file " + csv.file(), Set.of(0));
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage(), e);
        }
    }

    /** A window of the file as one of the topic: offsets count what is published, not what stands in the file. */
    Window inTopic(Window window) {
        return csv.range().isAll()
                ? window
                : new Window(window.from().map(this::inTopic), window.until().map(this::inTopic));
    }

    private Mark inTopic(Mark mark) {
        return mark instanceof Mark.Time
                ? mark
                : Mark.offset(Feed.count(
                        csv.file(), csv.columns(), csv.range(), new Window(Optional.empty(), Optional.of(mark))));
    }
}
