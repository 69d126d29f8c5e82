package io.poeem.job.source;

import io.poeem.job.decode.Decoder;
import io.poeem.job.decode.RawRecord;
import io.poeem.job.event.Decoded;
import io.poeem.job.event.Rejected.RawHeader;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Decodes each record and emits it under its event time; a rejected one under no time at all. */
final class DecodingEmitter
        implements RecordEmitter<ConsumerRecord<byte[], byte[]>, Decoded, KafkaPartitionSplitState> {

    private final Decoder decoder;

    DecodingEmitter(Decoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void emitRecord(
            ConsumerRecord<byte[], byte[]> record, SourceOutput<Decoded> output, KafkaPartitionSplitState split) {
        Decoded decoded = decoder.decode(raw(record));
        long eventTime = EventTimes.of(decoded);
        output.collect(decoded, eventTime);
        if (eventTime != EventTimes.NONE) {
            ((TrackedSplit) split).track().emitted(eventTime);
        }
        split.setCurrentOffset(record.offset() + 1);
    }

    private static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
        return new RawRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                () -> headers(record.headers()));
    }

    private static List<RawHeader> headers(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(header -> new RawHeader(header.key(), header.value()))
                .toList();
    }
}
