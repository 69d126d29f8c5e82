package io.poeem.ops.serve.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.poeem.ops.serve.http.Problem;
import io.poeem.ops.serve.http.ProblemException;
import io.poeem.searcher.Metric;
import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads one search request as it comes out of the parser: nothing is kept that is beyond a limit. Every fault is a
 * {@link ProblemException} of status 400 that names it.
 */
final class SearchRequestReader {

    private static final String MEMBERS = "tokens, vectors, k, nprobe, exclude, metric, popularity";

    private final JsonParser json;
    private final int dims;
    private final SearchLimits limits;
    private final List<Query.Head> heads = new ArrayList<>();
    private SearchOptions options = SearchOptions.defaults();

    private SearchRequestReader(JsonParser json, int dims, SearchLimits limits) {
        this.json = json;
        this.dims = dims;
        this.limits = limits;
    }

    /** @param dims of the vectors */
    static SearchRequest read(byte[] body, int dims, SearchLimits limits, SearchOptions defaults) {
        try (JsonParser json = StrictJson.parser(body)) {
            SearchRequestReader reader = new SearchRequestReader(json, dims, limits);
            reader.options = defaults;
            return reader.request();
        } catch (IOException e) {
            throw StrictJson.problem(e);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(400, Problem.shown(String.valueOf(e.getMessage())));
        }
    }

    private SearchRequest request() throws IOException {
        expect(json.nextToken() == JsonToken.START_OBJECT, "the body", "a JSON object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            member(name);
        }
        expect(json.nextToken() == null, "what follows the JSON object", "nothing");
        if (heads.isEmpty()) {
            throw ProblemException.of(
                    400, "nothing is asked: give tokens, such as [\"hist=42\"], or vectors of " + dims + " numbers");
        }
        return new SearchRequest(heads.size() == 1 ? heads.get(0) : Query.heads(heads), options);
    }

    private void member(String name) throws IOException {
        switch (name) {
            case "tokens" -> heads.add(Query.tokens(strings("tokens", Query.MAX_TOKENS)));
            case "vectors" -> vectors();
            case "k" -> options = options.withK(SearchLimits.checked("k", whole("k"), limits.k(), "--max-k"));
            case "nprobe" ->
                options = options.withNprobe(
                        SearchLimits.checked("nprobe", whole("nprobe"), limits.nprobe(), "--max-nprobe"));
            case "exclude" -> options = options.withExclude(excluded());
            case "metric" -> options = options.withMetric(metric());
            case "popularity" -> options = options.withPopularity(truth("popularity"));
            default ->
                throw new ProblemException(
                        Problem.beyond(400, "a member of the body", name, "one of " + MEMBERS, "leave it out"));
        }
    }

    private void vectors() throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, "vectors", "an array of arrays of numbers");
        int n = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (n == SearchLimits.VECTORS) {
                throw new ProblemException(Problem.beyond(
                        400, "the number of vectors", "more", "at most " + SearchLimits.VECTORS, "ask more than once"));
            }
            heads.add(Query.vector(vector("vectors[" + n++ + "]")));
        }
    }

    private float[] vector(String name) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, name, "an array of numbers");
        float[] values = new float[dims];
        int n = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken().isNumeric(), name, "numbers only");
            if (n < dims) {
                values[n] = finite(name + "[" + n + "]");
            }
            n++;
        }
        if (n != dims) {
            throw new ProblemException(Problem.beyond(
                    400, "the length of " + name, n, dims, "/v1/index says how many dimensions the model has"));
        }
        return values;
    }

    private float finite(String name) throws IOException {
        float value = json.getFloatValue();
        if (!Float.isFinite(value)) {
            throw new ProblemException(Problem.beyond(
                    400, name, json.getText(), "within the range of a 32-bit float", "scale the vector"));
        }
        return value;
    }

    private Set<String> excluded() throws IOException {
        return new HashSet<>(strings("exclude", limits.excluded()));
    }

    private List<String> strings(String name, int most) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, name, "an array of strings");
        List<String> strings = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken() == JsonToken.VALUE_STRING, name + "[" + strings.size() + "]", "a string");
            if (strings.size() == most) {
                throw new ProblemException(
                        Problem.beyond(400, "the number of " + name, "more", "at most " + most, "leave some out"));
            }
            strings.add(json.getText());
        }
        return strings;
    }

    private long whole(String name) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_NUMBER_INT, name, "a whole number");
        return json.getLongValue();
    }

    private boolean truth(String name) throws IOException {
        expect(json.currentToken().isBoolean(), name, "true or false");
        return json.getBooleanValue();
    }

    private Metric metric() throws IOException {
        String names = String.join(
                ", ",
                Arrays.stream(Metric.values())
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .toList());
        expect(json.currentToken() == JsonToken.VALUE_STRING, "metric", "one of " + names);
        String asked = json.getText();
        for (Metric metric : Metric.values()) {
            if (metric.name().toLowerCase(Locale.ROOT).equals(asked)) {
                return metric;
            }
        }
        throw new ProblemException(Problem.beyond(400, "metric", asked, "one of " + names, "model is the default"));
    }

    /** What has another form than it must have, at this place of the body. */
    private void expect(boolean holds, String name, String form) {
        if (!holds) {
            throw new ProblemException(Problem.beyond(
                    400, name, StrictJson.kind(json.currentToken()), form, "/openapi.json says what a search takes"));
        }
    }
}
