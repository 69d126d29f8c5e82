package io.poeem.ops.serve.index;

import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.VersionFailure;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The newest versions, by number: those announced, and what became of them here. At most {@value #CAPACITY}; the oldest are
 * forgotten. Safe for any number of threads.
 */
public final class Timeline {

    public static final int CAPACITY = 500;

    private final NavigableMap<Long, VersionLine> lines = new TreeMap<>(); // guarded by this, as is revision
    private long revision;

    /** A version that was heard of before stays as it is. */
    synchronized void announced(IndexManifest manifest) {
        if (lines.putIfAbsent(manifest.getVersion(), VersionLine.of(manifest)) == null) {
            changed();
        }
    }

    synchronized void served(LoadedVersion loaded) {
        lines.put(loaded.version(), VersionLine.of(loaded.manifest()).served(loaded));
        changed();
    }

    synchronized void failed(VersionFailure failure) {
        String why = failure.reason() + ": " + failure.message();
        if (lines.computeIfPresent(failure.version(), (version, line) -> line.failed(why)) != null) {
            changed();
        }
    }

    private void changed() {
        revision++;
        if (lines.size() > CAPACITY) {
            lines.pollFirstEntry();
        }
    }

    /** Oldest first. */
    public synchronized Recent recent() {
        return new Recent(revision, List.copyOf(lines.values()));
    }

    /**
     * @param revision grows with every change
     * @param versions oldest first
     */
    public record Recent(long revision, List<VersionLine> versions) {}
}
