package io.poeem.job.sequence;

import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import java.util.List;

/** What a sequence makes a shard do. */
public interface Actions {

    /** @param batch in order; only for the time of the call */
    void train(List<Example> batch);

    void catalogue(Item item);

    /** @param boundary event time, milliseconds since 1970: every event before it has been acted upon, none at or after it */
    void publish(long boundary);
}
