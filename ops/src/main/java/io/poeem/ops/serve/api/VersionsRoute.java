package io.poeem.ops.serve.api;

import io.poeem.ops.serve.http.Answer;
import io.poeem.ops.serve.http.Asked;
import io.poeem.ops.serve.http.Endpoint;
import io.poeem.ops.serve.http.Problem;
import io.poeem.ops.serve.http.ProblemException;
import io.poeem.ops.serve.index.LiveIndex;
import io.poeem.ops.serve.index.Timeline;
import io.poeem.ops.serve.index.VersionLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /v1/versions}: the timeline. Cheap to ask again: with the ETag of the last answer, 304 until something changes. */
final class VersionsRoute implements Endpoint {

    record Result(String index, Optional<Long> current, List<VersionLine> versions) {}

    private final LiveIndex index;

    VersionsRoute(LiveIndex index) {
        this.index = index;
    }

    @Override
    public Answer answer(Asked asked) {
        int limit = limit(asked.parameters().getOrDefault("limit", "" + Timeline.CAPACITY));
        Timeline.Recent recent = index.timeline().recent();
        String tag = "\"" + recent.revision() + "-" + limit + "\"";
        if (asked.ifNoneMatch().equals(tag)) {
            return new Answer(304, "application/json", new byte[0], Map.of("ETag", tag));
        }
        List<VersionLine> all = recent.versions();
        List<VersionLine> newest = all.subList(Math.max(0, all.size() - limit), all.size());
        Optional<Long> current = index.current().map(shown -> shown.loaded().version());
        return Answer.json(new Result(index.name(), current, newest)).with("ETag", tag);
    }

    private static int limit(String asked) {
        try {
            int limit = Integer.parseInt(asked);
            if (limit >= 1 && limit <= Timeline.CAPACITY) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // told below, with every other value that cannot be taken
        }
        throw new ProblemException(Problem.beyond(
                400, "limit", asked, "1 to " + Timeline.CAPACITY, "leave it out for all that are remembered"));
    }
}
