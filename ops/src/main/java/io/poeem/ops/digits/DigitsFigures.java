package io.poeem.ops.digits;

import io.poeem.ops.console.Progress;
import io.poeem.ops.evaluate.RebuiltIndex;
import io.poeem.searcher.Hits;
import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.Searcher;
import io.poeem.state.image.IndexImage;
import java.util.List;

/**
 * How well a version finds.
 *
 * @param exact float embeddings, every item
 * @param one one list, as the authors search
 * @param all every list, as the authors search
 * @param servedOne one list, as a searcher searches
 * @param servedAll every list, as a searcher searches
 * @param rebuiltOne one list of an index built afterwards on the same embeddings, as the authors search
 * @param rebuiltAll every list of that index
 * @param distortion root mean square of an embedding's error by its code, per dimension
 * @param rebuiltDistortion of the index built afterwards
 * @param items in the index
 * @param staleCodes items whose code is not the one that the version's codebooks give them
 */
record DigitsFigures(
        Precision exact,
        Precision one,
        Precision all,
        Precision servedOne,
        Precision servedAll,
        Precision rebuiltOne,
        Precision rebuiltAll,
        double distortion,
        double rebuiltDistortion,
        int items,
        int staleCodes) {

    /** Searches that are asked by every user. */
    static final int SEARCHES = 7;

    static DigitsFigures of(IndexImage image, Meaning meaning, long seed, Progress progress) {
        Asked asked = new Asked(meaning, progress);
        float[] vectors = image.items().vectors();
        AuthorsSearch joint = new AuthorsSearch(image, vectors);
        Searcher searcher = new Searcher(image);
        IndexImage rebuilt = RebuiltIndex.plain(image, seed);
        AuthorsSearch after = new AuthorsSearch(rebuilt, vectors);
        return new DigitsFigures(
                asked.of(joint::exact),
                asked.of(joint::oneList),
                asked.of(joint::allLists),
                asked.of(user -> served(searcher, 1, user)),
                asked.of(user -> served(searcher, SearchOptions.ALL, user)),
                asked.of(after::oneList),
                asked.of(after::allLists),
                Distortion.rms(image, vectors),
                Distortion.rms(rebuilt, vectors),
                image.size(),
                Distortion.staleCodes(image, vectors));
    }

    private static int[] served(Searcher searcher, int nprobe, int user) {
        SearchOptions options = SearchOptions.defaults()
                .withK(Precision.TOP)
                .withNprobe(nprobe)
                .withPerHit(0)
                .withHead(0);
        Hits hits = searcher.search(new Query.Tokens(List.of("user=" + user)), options);
        return hits.ids().stream().mapToInt(Integer::parseInt).toArray();
    }

    private static final class Asked {
        private final Meaning meaning;
        private final Progress progress;
        private int done;

        Asked(Meaning meaning, Progress progress) {
            this.meaning = meaning;
            this.progress = progress;
        }

        Precision of(Precision.Search search) {
            Precision precision = Precision.of(search, meaning);
            progress.at((long) ++done * DigitsTask.NUMBERS);
            return precision;
        }
    }
}
