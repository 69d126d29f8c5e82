package io.poeem.searcher;

import java.time.Duration;

/** How long chunks are waited for that are announced and not there. */
interface Waiting {

    /** For those of this version. */
    Duration patience(long version);

    /** Asked while waiting: whether something came up that makes the version unwanted. */
    boolean interrupted();

    /** The same for every version, whatever comes up. */
    static Waiting of(Duration patience) {
        return new Waiting() {
            @Override
            public Duration patience(long version) {
                return patience;
            }

            @Override
            public boolean interrupted() {
                return false;
            }
        };
    }

    /** Thrown out of a load that was interrupted; nothing failed. */
    final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("something else is wanted now", null, false, false);
        }
    }
}
