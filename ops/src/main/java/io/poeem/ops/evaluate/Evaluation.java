package io.poeem.ops.evaluate;

import io.poeem.job.options.KafkaOptions;
import io.poeem.ops.console.Progress;
import io.poeem.ops.evaluate.Prequential.Asked;
import io.poeem.ops.faiss.FaissTrainer;
import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.VersionReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The whole evaluation of a job that has ended: one pass over its versions, and one over its clicks for the rules that need
 * no version, side by side.
 */
public final class Evaluation {

    private final Setting setting;
    private final Consumer<String> notices;

    /** @param notices hears what could not be compared, and why, from another thread */
    public Evaluation(Setting setting, Consumer<String> notices) {
        this.setting = setting;
        this.notices = notices;
    }

    /**
     * @param visitor sees every version, oldest first, from another thread
     * @param progress hears clicks gone through
     */
    public Scores run(List<LoggedClick> clicks, Consumer<LoadedVersion> visitor, Progress progress) {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors() + 1, Evaluation::daemon);
        try (VersionReader reader = reader()) {
            List<IndexManifest> manifests = reader.manifests();
            List<Long> times =
                    manifests.stream().map(IndexManifest::getTrainedThrough).toList();
            Asker.Rules rules = setting.questions();
            Set<Integer> rebuilt =
                    RebuildChoice.of(clicks, rules, times, setting.measures().rebuilds());
            Future<Map<Method, Tally>> baselines = threads.submit(() -> baselines(clicks, rules, manifests));
            FaissRebuilds faiss = new FaissRebuilds(FaissTrainer::find, notices);
            PublishedVersions versions =
                    new PublishedVersions(reader, manifests, setting.search(), rebuilt, faiss, threads, visitor);
            List<Asked> asked =
                    new Prequential(rules, setting.measures().staleness(), threads).run(clicks, versions, progress::at);
            return new Scores(asked, baselines.get(), setting.measures().staleness());
        } catch (ExecutionException e) {
            throw new EvaluationException(
                    "The evaluation failed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluationException("The evaluation was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Map<Method, Tally> baselines(List<LoggedClick> clicks, Asker.Rules rules, List<IndexManifest> manifests) {
        if (!setting.measures().baselines() || manifests.isEmpty()) {
            return Map.of();
        }
        return new Baselines(clicks, setting.halfLife(manifests.get(manifests.size() - 1)))
                .run(new Asker(rules), manifests.get(0).getTrainedThrough());
    }

    private VersionReader reader() {
        return VersionReader.builder()
                .kafka(setting.options().kafkaClient())
                .index(setting.options().get(KafkaOptions.INDEX_NAME))
                .topics(
                        setting.options().topics().index(),
                        setting.options().topics().versions())
                .open();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "poeem-evaluation");
        thread.setDaemon(true);
        return thread;
    }
}
