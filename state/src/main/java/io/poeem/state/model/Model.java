package io.poeem.state.model;

/**
 * All of a version that is not rows: score(q, j) = scale · cos(q, T(x_j)) + β (L_j - logTotal), where L_j is the item's log decayed
 * click count.
 *
 * @param scale of the cosine
 * @param popularityWeight β
 * @param logTotal log of the decayed count of all clicks, on the same clock as L_j
 * @param historyLength L, the items of a history that make a query
 * @param queryFields how a query's fields lie in its tower's input
 * @param itemFields the same of an item, whose own row has the field {@value #ITEM_ROW}
 */
public record Model(
        Shape shape,
        Tower query,
        Tower item,
        Rotation rotation,
        Codebooks codebooks,
        float scale,
        float popularityWeight,
        double logTotal,
        int historyLength,
        InputFields queryFields,
        InputFields itemFields) {

    /** The field of an item's own row, which is no token. */
    public static final String ITEM_ROW = "id";

    /** A model whose fields are summed. */
    public Model(
            Shape shape,
            Tower query,
            Tower item,
            Rotation rotation,
            Codebooks codebooks,
            float scale,
            float popularityWeight,
            double logTotal,
            int historyLength) {
        this(
                shape,
                query,
                item,
                rotation,
                codebooks,
                scale,
                popularityWeight,
                logTotal,
                historyLength,
                InputFields.SUM,
                InputFields.SUM);
    }

    public Model {
        if (!codebooks.shape().equals(shape)) {
            throw new IllegalArgumentException("codebooks of " + codebooks.shape() + " in a model of " + shape);
        }
        if (rotation.dims() != shape.dims()) {
            throw new IllegalArgumentException("rotation of " + rotation.dims() + " dims in a model of " + shape);
        }
        if (query.dims() != shape.dims() || item.dims() != shape.dims()) {
            throw new IllegalArgumentException(
                    "towers of " + query.dims() + " and " + item.dims() + " dims in a model of " + shape);
        }
        requireInputs("query", query, queryFields);
        requireInputs("item", item, itemFields);
        if (historyLength < 0) {
            throw new IllegalArgumentException("historyLength is " + historyLength + "; it must not be negative");
        }
    }

    private static void requireInputs(String name, Tower tower, InputFields fields) {
        if (tower.inputs() != (long) fields.slots() * tower.dims()) {
            throw new IllegalArgumentException(name + " tower takes " + tower.inputs() + " values, but its "
                    + fields.slots() + " slots hold " + (long) fields.slots() * tower.dims());
        }
    }

    /** This model with other centroids of the same shape. */
    public Model withCodebooks(Codebooks others) {
        return new Model(
                shape,
                query,
                item,
                rotation,
                others,
                scale,
                popularityWeight,
                logTotal,
                historyLength,
                queryFields,
                itemFields);
    }
}
