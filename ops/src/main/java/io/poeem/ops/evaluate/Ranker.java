package io.poeem.ops.evaluate;

import java.util.List;

/** A way to answer questions from one version. */
public interface Ranker {

    /** Ranks beyond this are not told apart. */
    int DEPTH = 100;

    /** For "not among the first {@link #DEPTH}". */
    int MISSED = Integer.MAX_VALUE;

    /** The 0-based rank of each question's item, or {@link #MISSED}. */
    int[] ranks(List<Question> questions);
}
