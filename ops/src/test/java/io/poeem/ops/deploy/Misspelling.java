package io.poeem.ops.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** A document, once with each of its keys misspelt: what tells whether a check would notice. */
final class Misspelling {

    private Misspelling() {}

    /**
     * @param free names of maps whose keys are anybody's
     * @param each takes the path of the key and the document in which it ends in an x too many
     */
    static void ofEachKey(JsonNode document, Set<String> free, BiConsumer<String, JsonNode> each) {
        for (List<String> path : paths(document, List.of(), free)) {
            JsonNode copy = document.deepCopy();
            JsonNode parent = copy;
            for (String step : path.subList(0, path.size() - 1)) {
                parent = parent.isArray() ? parent.get(Integer.parseInt(step)) : parent.get(step);
            }
            String key = path.get(path.size() - 1);
            ObjectNode object = (ObjectNode) parent;
            object.set(key + "x", object.remove(key));
            each.accept(String.join(".", path), copy);
        }
    }

    private static List<List<String>> paths(JsonNode node, List<String> at, Set<String> free) {
        List<List<String>> all = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                all.addAll(paths(node.get(i), and(at, Integer.toString(i)), free));
            }
        }
        node.properties().forEach(field -> {
            boolean named = at.isEmpty() || !free.contains(at.get(at.size() - 1));
            List<String> path = and(at, field.getKey());
            if (named) {
                all.add(path);
            }
            all.addAll(paths(field.getValue(), path, free));
        });
        return all;
    }

    private static List<String> and(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
