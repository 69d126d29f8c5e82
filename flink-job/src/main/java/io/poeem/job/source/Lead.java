package io.poeem.job.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bounds how far one partition is read ahead of another, counted in records: what is ahead has to wait in memory behind
 * the shuffle. Flink's own alignment bounds it in event time, which says nothing about memory, and stalls fast replays.
 *
 * <p>A split's event time is the largest one emitted from it. Its lead is the number of its records beyond the smallest
 * event time of all splits, those of other subtasks included. A split whose lead reaches the limit is paused until it is
 * down to half of it. The split that is furthest back has no lead, so there is always one that goes on.
 *
 * <p>Belongs to the reader's thread.
 */
final class Lead {

    private final int limit;
    private final Map<String, Track> tracks = new LinkedHashMap<>();
    private long elsewhere = Long.MAX_VALUE;
    private boolean dirty;

    /** @param limit records that all splits together may be ahead */
    Lead(int limit) {
        this.limit = limit;
    }

    Track add(String split) {
        dirty = true;
        return tracks.computeIfAbsent(split, Track::new);
    }

    void finished(Collection<String> splits) {
        tracks.keySet().removeAll(splits);
        dirty = true;
    }

    /** The smallest event time of the whole source, as last heard of. */
    void elsewhere(long low) {
        elsewhere = low;
        dirty = true;
    }

    /** The smallest event time here: MIN before every split has emitted a record, MAX without splits. */
    long low() {
        long low = Long.MAX_VALUE;
        for (Track track : tracks.values()) {
            low = Math.min(low, track.largest);
        }
        return low;
    }

    /** Whether anything happened that {@link #balance} has not seen, a fair number of records included. */
    boolean unbalanced() {
        return dirty;
    }

    /**
     * Decides anew which splits wait.
     *
     * @param subtasks that share the limit
     * @param latest event time; splits beyond it wait too
     */
    Change balance(int subtasks, long latest) {
        dirty = false;
        long low = Math.min(low(), elsewhere);
        int most = Math.max(Track.STRIDE, limit / Math.max(1, tracks.size() * subtasks));
        List<String> pause = new ArrayList<>();
        List<String> resume = new ArrayList<>();
        for (Track track : tracks.values()) {
            int lead = track.beyond(low);
            if (!track.paused && (lead >= most || track.largest > latest)) {
                track.paused = true;
                pause.add(track.split);
            } else if (track.paused && lead <= most / 2 && track.largest <= latest) {
                track.paused = false;
                resume.add(track.split);
            }
        }
        return new Change(pause, resume);
    }

    /** Splits to pause and to resume. */
    record Change(List<String> pause, List<String> resume) {
        boolean isEmpty() {
            return pause.isEmpty() && resume.isEmpty();
        }
    }

    /** One split's event times: a mark for every so many records, oldest first. */
    final class Track {
        static final int STRIDE = 128;

        private final String split;
        private long largest = Long.MIN_VALUE;
        private boolean paused;
        private int sinceMark;
        private final it.unimi.dsi.fastutil.longs.LongArrayFIFOQueue marks =
                new it.unimi.dsi.fastutil.longs.LongArrayFIFOQueue();

        private Track(String split) {
            this.split = split;
        }

        void emitted(long eventTime) {
            if (eventTime > largest) {
                largest = eventTime;
            }
            if (++sinceMark == STRIDE) {
                sinceMark = 0;
                marks.enqueue(largest);
                dirty = true;
            }
        }

        private int beyond(long low) {
            while (!marks.isEmpty() && marks.firstLong() <= low) {
                marks.dequeueLong();
            }
            return marks.size() * STRIDE;
        }
    }
}
