package io.poeem.searcher;

import io.poeem.state.image.IndexImage;
import io.poeem.state.image.TokenRows;
import io.poeem.state.model.Model;
import io.poeem.state.model.Tower;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** From a query to q (d), the vector that its items are compared with, before the rotation. Thread-safe. */
final class QueryEncoder {

    private final Model model;
    private final TokenRows rows;
    private final int dims;

    QueryEncoder(IndexImage image) {
        this.model = image.model();
        this.rows = image.tokens();
        this.dims = model.shape().dims();
    }

    /**
     * The unit vector of a query of one head.
     *
     * @return empty if no token is known, or if the vector is zero: then there is nothing to compare items with
     */
    Optional<float[]> unit(Query query) {
        if (!(query instanceof Query.Head head)) {
            throw new IllegalArgumentException(
                    "a query of several heads is not searched exactly; ask for each of them");
        }
        float[] out = new float[dims];
        return encode(head, true, new Sums(), out, 0) ? Optional.of(out) : Optional.empty();
    }

    /**
     * @param unit whether q is to be of length 1, as it always is from tokens
     * @param out q, at {@code at}
     * @return false if no token is known, or if the vector is zero: no item is nearer to that than another
     */
    boolean encode(Query.Head head, boolean unit, Sums sums, float[] out, int at) {
        if (head instanceof Query.Vector vector) {
            if (vector.dims() != dims) {
                throw new IllegalArgumentException("the query vector has " + vector.dims()
                        + " values, but the model of this version has " + dims + " dimensions");
            }
            vector.copyTo(out, at);
            return unit ? normalise(out, at) : !vector.isZero();
        }
        if (!sums.of(((Query.Tokens) head).tokens(), rows, model)) {
            return false;
        }
        sums.throughTower(model.query(), out, at);
        return normalise(out, at);
    }

    private boolean normalise(float[] vector, int at) {
        double squares = 0;
        for (int i = at; i < at + dims; i++) {
            squares += (double) vector[i] * vector[i];
        }
        if (!Double.isFinite(squares)) {
            throw new IllegalStateException(
                    "the query tower of this version makes vectors that are not finite; roll back to an earlier version");
        }
        double inverse = 1 / Math.sqrt(squares);
        for (int i = at; squares != 0 && i < at + dims; i++) {
            vector[i] = (float) (vector[i] * inverse);
        }
        return squares != 0;
    }

    /**
     * The tower's input (slots, d): in each slot Σ over its fields of the mean of the field's known rows; fields in the order of their
     * first token, those that the model does not name in the last slot. Belongs to one thread, reused from query to query.
     */
    static final class Sums {
        private float[] sums = {}; // (fields, d)
        private int[] counts = new int[8];
        private String[] firsts = new String[8]; // a token of each field
        private float[] in = {};
        private float[][] layers = {{}, {}};
        private int fields;

        /** @return false if no token is known */
        private boolean of(List<String> tokens, TokenRows rows, Model model) {
            int dims = model.shape().dims();
            fields = 0;
            for (int i = 0; i < tokens.size(); i++) {
                float[] row = rows.row(tokens.get(i));
                if (row != null) {
                    add(field(tokens.get(i), dims), row);
                }
            }
            int width = model.query().inputs();
            in = in.length < width ? new float[width] : in;
            Arrays.fill(in, 0, width, 0);
            for (int field = 0; field < fields; field++) {
                addMean(field, model.queryFields().slot(firsts[field]), dims);
                firsts[field] = null;
            }
            return fields > 0;
        }

        /** Few tokens are of a field that no known token before them is of, and few fields are known. */
        private int field(String token, int dims) {
            int name = token.indexOf('=') + 1;
            for (int field = 0; field < fields; field++) {
                if (firsts[field].regionMatches(0, token, 0, name)) {
                    return field;
                }
            }
            if (fields == counts.length) {
                counts = Arrays.copyOf(counts, 2 * fields);
                firsts = Arrays.copyOf(firsts, 2 * fields);
            }
            if (sums.length < (fields + 1) * dims) {
                sums = Arrays.copyOf(sums, Math.max(4, 2 * (fields + 1)) * dims);
            }
            Arrays.fill(sums, fields * dims, (fields + 1) * dims, 0);
            counts[fields] = 0;
            firsts[fields] = token;
            return fields++;
        }

        private void add(int field, float[] row) {
            int at = field * row.length;
            for (int i = 0; i < row.length; i++) {
                sums[at + i] += row[i];
            }
            counts[field]++;
        }

        private void addMean(int field, int slot, int dims) {
            for (int i = 0; i < dims; i++) {
                in[slot * dims + i] += sums[field * dims + i] / counts[field];
            }
        }

        private void throughTower(Tower tower, float[] out, int at) {
            if (layers[0].length < tower.widest()) {
                layers = new float[2][tower.widest()];
            }
            tower.forward(in, layers[0], layers[1], out, at);
        }
    }
}
