package io.poeem.job.sequence;

import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.schemas.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The batch that collects examples now; cut when it is full, or when somebody says so. */
final class OpenBatch {

    private final SequenceRules rules;
    private final List<ExampleRecord> records = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private int queries;

    OpenBatch(SequenceRules rules) {
        this.rules = rules;
    }

    void add(ExampleRecord record, Actions actions) {
        records.add(record);
        examples.add(record.example());
        if (rules.hasQuery().test(record.example())) {
            queries++;
        }
        if (queries == rules.batchSize() || records.size() == SequenceRules.MOST * rules.batchSize()) {
            cut(actions);
        }
    }

    /** Cuts a batch whose first example is too old by {@code time}, before which nothing comes any more. */
    void cutAt(long time, Actions actions) {
        if (!records.isEmpty() && time - records.get(0).eventTime() >= rules.maxDelayMillis()) {
            cut(actions);
        }
    }

    void cut(Actions actions) {
        if (!records.isEmpty()) {
            actions.train(examples);
            records.clear();
            examples.clear();
            queries = 0;
        }
    }

    int size() {
        return records.size();
    }

    void forEach(Consumer<ShardEvent> visitor) {
        records.forEach(visitor);
    }
}
