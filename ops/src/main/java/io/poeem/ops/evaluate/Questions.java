package io.poeem.ops.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The questions of a log in its order, a few at a time. */
final class Questions {

    private final List<LoggedClick> clicks;
    private final Asker asker;
    private int next;

    Questions(List<LoggedClick> clicks, Asker.Rules rules) {
        this.clicks = clicks;
        this.asker = new Asker(rules);
    }

    /** The next questions, at most {@code most}, of clicks before an event time; none: there are no more before it. */
    List<Question> before(long time, int most) {
        List<Question> questions = new ArrayList<>();
        while (questions.size() < most
                && next < clicks.size()
                && clicks.get(next).time() < time) {
            Optional<Question> question = asker.see(clicks.get(next++));
            question.ifPresent(questions::add);
        }
        return questions;
    }

    /** Goes to the first click at or after an event time, without questions. */
    void skipTo(long time) {
        while (next < clicks.size() && clicks.get(next).time() < time) {
            asker.see(clicks.get(next++));
        }
    }

    /** Clicks gone through. */
    int done() {
        return next;
    }
}
