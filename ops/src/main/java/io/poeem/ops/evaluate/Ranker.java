package io.poeem.ops.evaluate;

import io.poeem.searcher.Hits;
import java.util.List;

/** A way to answer questions from one version. Thread-safe. */
public interface Ranker {

    /** Hits of an answer, at most. */
    int DEPTH = 100;

    /** The answers, in the order of the questions. */
    List<Hits> answers(List<Question> questions);
}
