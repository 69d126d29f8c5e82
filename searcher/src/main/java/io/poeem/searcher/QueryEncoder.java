package io.poeem.searcher;

import io.poeem.state.image.IndexImage;
import io.poeem.state.image.TokenRows;
import io.poeem.state.model.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a query to q, the unit vector (d) that its items are compared with, before the rotation. Thread-safe. */
final class QueryEncoder {

    private final Model model;
    private final TokenRows rows;
    private final int dims;

    QueryEncoder(IndexImage image) {
        this.model = image.model();
        this.rows = image.tokens();
        this.dims = model.shape().dims();
    }

    /** @return empty if no token is known, or if the vector is zero: then there is nothing to compare items with */
    Optional<float[]> unit(Query query) {
        if (query instanceof Query.Vector vector) {
            return normalised(checked(vector.values()));
        }
        if (query instanceof Query.Heads) {
            throw new UnsupportedOperationException("several heads are not merged yet");
        }
        return fieldMeans(((Query.Tokens) query).tokens()).flatMap(this::throughTower);
    }

    private float[] checked(float[] vector) {
        if (vector.length != dims) {
            throw new IllegalArgumentException("the query vector has " + vector.length
                    + " values, but the model of this" + " version has " + dims + " dimensions");
        }
        return vector;
    }

    /**
     * (slots, d): in each slot Σ over its fields of the mean of the field's known rows; fields in the order of their first
     * token, those that the model does not name in the last slot.
     */
    private Optional<float[]> fieldMeans(List<String> tokens) {
        Map<String, FieldSum> fields = new LinkedHashMap<>();
        for (String token : tokens) {
            float[] row = rows.row(token);
            if (row != null) {
                fields.computeIfAbsent(Query.Tokens.field(token), field -> new FieldSum(dims, slot(field)))
                        .add(row);
            }
        }
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        float[] means = new float[model.query().inputs()];
        fields.values().forEach(field -> field.addMeanTo(means));
        return Optional.of(means);
    }

    private int slot(String field) {
        return model.queryFields().slot(field);
    }

    private Optional<float[]> throughTower(float[] in) {
        float[] out = new float[dims];
        model.query().forward(in, 1, out);
        return normalised(out);
    }

    private static Optional<float[]> normalised(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (!Double.isFinite(squares)) {
            throw new IllegalStateException(
                    "the query tower of this version makes vectors that are not finite; roll back to an earlier version");
        }
        if (squares == 0) {
            return Optional.empty();
        }
        double inverse = 1 / Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] * inverse);
        }
        return Optional.of(vector);
    }

    private static final class FieldSum {
        private final float[] sum;
        private final int slot;
        private int count;

        FieldSum(int dims, int slot) {
            this.sum = new float[dims];
            this.slot = slot;
        }

        void add(float[] row) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
            count++;
        }

        void addMeanTo(float[] slots) {
            int at = slot * sum.length;
            for (int i = 0; i < sum.length; i++) {
                slots[at + i] += sum[i] / count;
            }
        }
    }
}
