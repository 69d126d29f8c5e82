package io.poeem.job.serial;

import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.Contribution;
import io.poeem.job.event.Decoded;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.Rejected;
import io.poeem.job.event.ShardEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of the job's edges. */
public final class JobTypes {

    public static final TypeInformation<Decoded> DECODED = new ValueType<>(Decoded.class, new DecodedSerializer());
    public static final TypeInformation<ClickRecord> CLICK =
            new ValueType<>(ClickRecord.class, new ClickRecordSerializer());
    public static final TypeInformation<ShardEvent> SHARD_EVENT =
            new ValueType<>(ShardEvent.class, new ShardEventSerializer());
    public static final TypeInformation<Rejected> REJECTED = new ValueType<>(Rejected.class, new RejectedSerializer());
    public static final TypeInformation<OutputRecord> OUTPUT =
            new ValueType<>(OutputRecord.class, new OutputRecordSerializer());

    public static final TypeInformation<Contribution> CONTRIBUTION =
            new ValueType<>(Contribution.class, new ContributionSerializer());
    public static final TypeInformation<MergedBlock> MERGED_BLOCK =
            new ValueType<>(MergedBlock.class, new MergedBlockSerializer());
    public static final TypeInformation<ModelEvent> MODEL =
            new ValueType<>(ModelEvent.class, new ModelEventSerializer());

    private JobTypes() {}
}
