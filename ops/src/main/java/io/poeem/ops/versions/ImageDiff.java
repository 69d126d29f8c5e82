package io.poeem.ops.versions;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.poeem.searcher.Bias;
import io.poeem.searcher.LoadedVersion;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.Items;
import io.poeem.state.image.TokenRows;
import io.poeem.state.model.Model;
import io.poeem.state.model.ModelBytes;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is different between two versions.
 *
 * @param itemsChangedCode items of both whose list or code is another one
 * @param itemsChangedBias items of both whose b is another one; b moves with the total of clicks as well
 * @param itemsChangedCount items of both whose own log count is another one
 * @param tokensChanged query tokens of both whose row is another one
 * @param model by part of the model, whether it is another one
 * @param health by figure, of the first and of the second version; one alone where the other has none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ImageDiff(
        long from,
        long to,
        long itemsFrom,
        long itemsTo,
        long itemsAdded,
        long itemsRemoved,
        long itemsChangedCode,
        long itemsChangedBias,
        long itemsChangedCount,
        long tokensAdded,
        long tokensRemoved,
        long tokensChanged,
        SortedMap<String, Boolean> model,
        SortedMap<String, Double[]> health) {

    public static ImageDiff of(LoadedVersion from, LoadedVersion to) {
        IndexImage a = from.image();
        IndexImage b = to.image();
        long[] items = items(a, b);
        long[] tokens = tokens(a.tokens(), b.tokens());
        return new ImageDiff(
                a.version(),
                b.version(),
                a.items().size(),
                b.items().size(),
                b.items().size() - items[0],
                a.items().size() - items[0],
                items[1],
                items[2],
                items[3],
                b.tokens().size() - tokens[0],
                a.tokens().size() - tokens[0],
                tokens[1],
                model(a.model(), b.model()),
                health(from.manifest().getHealth(), to.manifest().getHealth()));
    }

    /** Of both; of them with another code, another b, another log count. */
    private static long[] items(IndexImage a, IndexImage b) {
        long[] found = new long[4];
        Bias biasA = Bias.of(a.model());
        Bias biasB = Bias.of(b.model());
        for (int i = 0; i < a.items().size(); i++) {
            int j = b.items().indexOf(a.items().id(i));
            if (j >= 0) {
                float countA = a.items().logCount(i);
                float countB = b.items().logCount(j);
                found[0]++;
                found[1] += sameCode(a.items(), i, b.items(), j) ? 0 : 1;
                found[2] += biasA.of(countA) == biasB.of(countB) ? 0 : 1;
                found[3] += countA == countB ? 0 : 1;
            }
        }
        return found;
    }

    private static boolean sameCode(Items a, int i, Items b, int j) {
        int widthA = a.codes().length / a.size();
        int widthB = b.codes().length / b.size();
        return a.coarse(i) == b.coarse(j)
                && Arrays.equals(a.codes(), i * widthA, (i + 1) * widthA, b.codes(), j * widthB, (j + 1) * widthB);
    }

    /** Of both; of them with another row. */
    private static long[] tokens(TokenRows a, TokenRows b) {
        long[] found = new long[2];
        for (int i = 0; i < a.size(); i++) {
            float[] row = b.row(a.token(i));
            if (row != null) {
                found[0]++;
                found[1] += Arrays.equals(a.row(i), row) ? 0 : 1;
            }
        }
        return found;
    }

    private static SortedMap<String, Boolean> model(Model a, Model b) {
        SortedMap<String, Boolean> changed = new TreeMap<>();
        changed.put("any", !Arrays.equals(ModelBytes.write(a), ModelBytes.write(b)));
        changed.put("shape", !a.shape().equals(b.shape()));
        changed.put("scale", a.scale() != b.scale());
        changed.put("popularity_weight", a.popularityWeight() != b.popularityWeight());
        changed.put("log_total", a.logTotal() != b.logTotal());
        changed.put("history_length", a.historyLength() != b.historyLength());
        return changed;
    }

    private static SortedMap<String, Double[]> health(Map<String, Double> a, Map<String, Double> b) {
        SortedMap<String, Double[]> both = new TreeMap<>();
        a.forEach((name, value) -> both.put(name, new Double[] {value, b.get(name)}));
        b.forEach((name, value) -> both.putIfAbsent(name, new Double[] {null, value}));
        return both;
    }
}
