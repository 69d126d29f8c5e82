package io.poeem.ops.digits;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A run's settings, figures and times.
 *
 * @param options of the job, as set
 * @param lists J
 * @param trained seconds from the tasks' start to the commit of the version
 * @param searched seconds of reading back and searching
 */
public record DigitsResult(
        DigitsTask task,
        Map<String, String> options,
        int lists,
        DigitsFigures figures,
        double trained,
        double searched) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("task", "digits");
        root.put("measure", "precision@" + Precision.TOP);
        joint(root, figures.one(), figures.all());
        exact(root.putObject("exact"));
        joint(root.putObject("rebuilt"), figures.rebuiltOne(), figures.rebuiltAll());
        joint(root.putObject("searcher"), figures.servedOne(), figures.servedAll());
        ObjectNode searches = root.putObject("searches");
        searches.put("nprobe_1", "list and items by L2, as the authors search");
        searches.put(all(), "items by inner product, as the authors search");
        searches.put("searcher", "lists and items by cosine, as a searcher serves");
        root.put("distortion", figures.distortion());
        root.put("rebuilt_distortion", figures.rebuiltDistortion());
        root.put("items", figures.items());
        root.put("stale_codes", figures.staleCodes());
        settings(root.putObject("settings"));
        ObjectNode seconds = root.putObject("seconds");
        seconds.put("train", trained);
        seconds.put("search", searched);
        root.put("clicks_per_second", trained > 0 ? Double.valueOf(task.clicks() / trained) : null);
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private void joint(ObjectNode into, Precision one, Precision all) {
        into.putObject("loose").put("nprobe_1", one.loose()).put(all(), all.loose());
        into.putObject("strict").put("nprobe_1", one.strict()).put(all(), all.strict());
    }

    private void exact(ObjectNode into) {
        into.put("loose", figures.exact().loose());
        into.put("strict", figures.exact().strict());
    }

    private void settings(ObjectNode into) {
        into.put("clicks", task.clicks());
        into.put("log", task.log());
        into.put("epochs", task.epochs());
        into.put("drift", task.drift());
        into.put("seed", task.seed());
        ObjectNode set = into.putObject("options");
        options.forEach(set::put);
    }

    private String all() {
        return "nprobe_" + lists;
    }
}
