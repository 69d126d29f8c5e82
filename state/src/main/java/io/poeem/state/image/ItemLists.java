package io.poeem.state.image;

import io.poeem.state.model.Shape;
import io.poeem.state.scan.CodeBlocks;
import java.util.Arrays;
import java.util.List;

/**
 * The items of an image as a search reads them: one {@link ItemList} for each coarse centroid. Immutable; a version shares with the one
 * before every list that did not change, and of a changed list the arrays that did not.
 *
 * <p>An item keeps its number for as long as versions that follow each other hold it. Neither numbers nor places in a list tell anything of
 * the order of ids; for that there is {@link #compareIds}.
 */
public final class ItemLists {
    private final Shape shape;
    private final CodeBlocks layout;
    private final Keys keys;
    private final ItemList[] lists;
    private final boolean vectors;

    private ItemLists(Shape shape, CodeBlocks layout, Keys keys, ItemList[] lists, boolean vectors) {
        this.shape = shape;
        this.layout = layout;
        this.keys = keys;
        this.lists = lists;
        this.vectors = vectors;
    }

    static ItemLists empty(Shape shape) {
        CodeBlocks layout = new CodeBlocks(shape.subspaces(), shape.centroids());
        ItemList[] lists = new ItemList[shape.coarse()];
        Arrays.fill(lists, ItemList.empty(layout, false));
        return new ItemLists(shape, layout, Keys.empty(), lists, false);
    }

    /** n */
    public int size() {
        return keys.size();
    }

    /** J */
    public int lists() {
        return lists.length;
    }

    public ItemList list(int c) {
        return lists[c];
    }

    /** Of all lists' codes. */
    public CodeBlocks layout() {
        return layout;
    }

    public String id(int number) {
        return keys.key(number);
    }

    /** The number of an item, or -1. */
    public int find(String id) {
        return keys.find(id);
    }

    /** By Java's order of strings. */
    public int compareIds(int number, int otherNumber) {
        return keys.compare(number, otherNumber);
    }

    public boolean hasVectors() {
        return vectors;
    }

    /** Bytes that codes, norms and popularity take: those of the codes, and 8 and a quarter for each item. */
    public long bytes() {
        long sum = 0;
        for (ItemList list : lists) {
            sum += list.bytes();
        }
        return sum;
    }

    /** Bytes that ids take, with what finds them by an item and an item by them. */
    public long idBytes() {
        return keys.bytes() + 4L * size();
    }

    /**
     * These items with others put in or over them, and some left out. Vectors remain if both have them for all their items.
     *
     * @throws IllegalArgumentException if a value is out of bounds; then no image comes of it
     */
    ItemLists with(Items changed, List<String> removed) {
        for (int row = 0; row < changed.size(); row++) {
            require(changed, row);
        }
        ItemChanges changes = new ItemChanges(keys, changed, removed, lists.length);
        boolean both = (size() == 0 || vectors) && (changed.size() == 0 ? vectors : changed.hasVectors());
        ItemList[] next = new ItemList[lists.length];
        for (int list = 0; list < next.length; list++) {
            ItemList old = from(lists[list], both);
            next[list] = changes.next(list, old, new ItemListEdit(layout, shape.dims(), old));
        }
        return new ItemLists(shape, layout, changes.keys, next, both);
    }

    private ItemList from(ItemList list, boolean withVectors) {
        if (!withVectors) {
            return list.withoutVectors();
        }
        return vectors ? list : ItemList.empty(layout, true); // none of them holds an item
    }

    private void require(Items changed, int row) {
        int list = changed.coarse(row);
        if (list < 0 || list >= lists.length) {
            throw invalid(changed, row, "list " + list, "must be 0 to " + (lists.length - 1));
        }
        for (int m = 0; m < shape.subspaces(); m++) {
            int code = changed.codes()[row * shape.subspaces() + m] & 0xff;
            if (code >= shape.centroids()) {
                throw invalid(changed, row, "code " + code, "must be below " + shape.centroids());
            }
        }
        float norm = changed.norm(row);
        if (!Norms.valid(norm)) {
            throw invalid(changed, row, "norm " + norm, "must be 0 or from " + Norms.LEAST + " to " + Norms.MOST);
        }
        float logCount = changed.logCount(row);
        if (Float.isNaN(logCount) || logCount == Float.POSITIVE_INFINITY) {
            throw invalid(changed, row, "popularity " + logCount, "must be a number below infinity");
        }
    }

    private static IllegalArgumentException invalid(Items items, int row, String what, String must) {
        return new IllegalArgumentException("item '" + items.id(row) + "' has " + what + ", which " + must);
    }

    /** A copy by ascending id. */
    Items sorted() {
        int[] order = keys.ascending();
        int[] rank = new int[keys.end()];
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
        }
        int n = order.length;
        String[] ids = new String[n];
        int[] coarse = new int[n];
        byte[] codes = new byte[Math.multiplyExact(n, shape.subspaces())];
        float[] norms = new float[n];
        float[] logCounts = new float[n];
        float[] x = vectors ? new float[Math.multiplyExact(n, shape.dims())] : null;
        for (int c = 0; c < lists.length; c++) {
            ItemList list = lists[c];
            for (int i = 0; i < list.size(); i++) {
                int to = rank[list.numbers()[i]];
                ids[to] = keys.key(list.numbers()[i]);
                coarse[to] = c;
                layout.read(list.codes(), i, codes, to * shape.subspaces());
                norms[to] = list.norm(i);
                logCounts[to] = list.logCounts()[i];
                if (x != null) {
                    System.arraycopy(list.vectors(), i * shape.dims(), x, to * shape.dims(), shape.dims());
                }
            }
        }
        return new Items(ids, coarse, codes, norms, logCounts, x, null);
    }
}
