package io.poeem.ops.digits;

import java.util.LinkedHashMap;
import java.util.Map;

/** The setting of the method's authors for the task, with the reference's schedule. */
final class AuthorsSettings {

    private static final int BATCH = 128;
    private static final int WARM_UP_EPOCHS = 16_384;
    private static final int WARM_UP_STREAM = 2_048;

    private AuthorsSettings() {}

    /** What the job takes, unless set otherwise. */
    static Map<String, String> of(DigitsTask task) {
        int warmUp = task.epochs() > 1 && !task.drift() ? WARM_UP_EPOCHS : WARM_UP_STREAM;
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("preset", "poeem");
        settings.put("seed", Long.toString(task.seed()));
        settings.put("model.dims", "64");
        settings.put("coarse.centroids", "8");
        settings.put("codebook.centroids", "256");
        settings.put("codebook.subspaces", "8");
        settings.put("warmup.examples", Integer.toString(warmUp * BATCH));
        settings.put("warmstart.sample", "8192");
        settings.put("history.length", "0");
        return settings;
    }
}
