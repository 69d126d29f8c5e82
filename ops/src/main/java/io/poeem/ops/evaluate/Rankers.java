package io.poeem.ops.evaluate;

import io.poeem.searcher.ExactSearch;
import io.poeem.searcher.Hit;
import io.poeem.searcher.Hits;
import io.poeem.searcher.PopularitySearch;
import io.poeem.searcher.Query;
import io.poeem.searcher.Request;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.Searcher;
import java.util.List;

/** The methods that are compared. */
final class Rankers {

    private Rankers() {}

    /** Through the index, as it is served. */
    static Ranker served(Searcher searcher, SearchOptions options, ScannedShare scanned) {
        return questions -> each(questions, question -> {
            SearchOptions asked = options.withExclude(question.excluded());
            if (question.tokens().isEmpty()) {
                return searcher.popularity().search(asked);
            }
            Hits hits = searcher.search(Query.tokens(question.tokens()), asked);
            scanned.add(hits.scannedShare());
            return hits;
        });
    }

    /** Every item, by its float embedding. */
    static Ranker exact(ExactSearch exact, PopularitySearch popularity) {
        SearchOptions options = SearchOptions.defaults().withK(Ranker.DEPTH);
        return questions -> {
            List<Request> requests = questions.stream()
                    .filter(question -> !question.tokens().isEmpty())
                    .map(question ->
                            new Request(Query.tokens(question.tokens()), options.withExclude(question.excluded())))
                    .toList();
            var answers = exact.searchAll(requests).iterator();
            return each(
                    questions,
                    question -> question.tokens().isEmpty()
                            ? popularity.search(options.withExclude(question.excluded()))
                            : answers.next());
        };
    }

    /** The items with the highest decayed click counts. */
    static Ranker popularity(PopularitySearch popularity) {
        SearchOptions options = SearchOptions.defaults().withK(Ranker.DEPTH);
        return questions -> each(questions, question -> popularity.search(options.withExclude(question.excluded())));
    }

    private interface Answer {
        Hits to(Question question);
    }

    private static int[] each(List<Question> questions, Answer answer) {
        int[] ranks = new int[questions.size()];
        for (int i = 0; i < ranks.length; i++) {
            Question question = questions.get(i);
            ranks[i] = rank(answer.to(question).hits(), question.item());
        }
        return ranks;
    }

    private static int rank(List<Hit> hits, String item) {
        for (int i = 0; i < hits.size(); i++) {
            if (hits.get(i).id().equals(item)) {
                return i;
            }
        }
        return Ranker.MISSED;
    }
}
