package io.poeem.ops.evaluate;

import io.poeem.searcher.ExactSearch;
import io.poeem.searcher.Hits;
import io.poeem.searcher.PopularitySearch;
import io.poeem.searcher.Query;
import io.poeem.searcher.Request;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.Searcher;
import java.util.ArrayList;
import java.util.List;

/** The methods that answer from a version. */
final class Rankers {

    private static final SearchOptions WITHOUT_INDEX = SearchOptions.defaults().withK(Ranker.DEPTH);

    private Rankers() {}

    /** Through an index. */
    static Ranker index(Searcher searcher, SearchOptions options) {
        SearchOptions deep = options.withK(Ranker.DEPTH);
        return questions -> {
            List<Hits> answers = new ArrayList<>(questions.size());
            for (Question question : questions) {
                SearchOptions asked = deep.withExclude(question.excluded());
                answers.add(
                        question.tokens().isEmpty()
                                ? searcher.popularity().search(asked)
                                : searcher.search(Query.tokens(question.tokens()), asked));
            }
            return answers;
        };
    }

    /** Every item, by its float embedding. */
    static Ranker exact(ExactSearch exact, PopularitySearch popularity) {
        return questions -> {
            List<Request> requests = questions.stream()
                    .filter(question -> !question.tokens().isEmpty())
                    .map(question -> new Request(
                            Query.tokens(question.tokens()), WITHOUT_INDEX.withExclude(question.excluded())))
                    .toList();
            var found = exact.searchAll(requests).iterator();
            List<Hits> answers = new ArrayList<>(questions.size());
            for (Question question : questions) {
                answers.add(question.tokens().isEmpty() ? answer(popularity, question) : found.next());
            }
            return answers;
        };
    }

    /** The items with the highest decayed click counts. */
    static Ranker popularity(PopularitySearch popularity) {
        return questions ->
                questions.stream().map(question -> answer(popularity, question)).toList();
    }

    private static Hits answer(PopularitySearch popularity, Question question) {
        return popularity.search(WITHOUT_INDEX.withExclude(question.excluded()));
    }
}
