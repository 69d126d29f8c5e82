package io.poeem.job.sink;

import io.poeem.job.event.Rejected;
import io.poeem.job.event.Rejected.RawHeader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A rejected record: key, value and headers as they were, and the reason in headers under the names that Kafka Connect's
 * dead letter queue uses. Its timestamp is one of those headers, and not the new record's: brokers refuse timestamps from
 * the future, and drop those from the past when retention says so.
 *
 * <p>A record that decompressed to more than the topic takes is the one exception: it is cut, and a header says so. Bad
 * input must not stop the job.
 */
final class RejectedToKafka implements KafkaRecordSerializationSchema<Rejected> {

    static final String CONTEXT = "__connect.errors.";

    /** Only on a record that was cut: the bytes that its value had. */
    static final String CUT = "poeem.value.bytes";

    private static final long serialVersionUID = 1;

    private final String topic;
    private final int mostBytes;

    /** @param mostBytes largest key, value and headers together that are written whole */
    RejectedToKafka(String topic, int mostBytes) {
        this.topic = topic;
        this.mostBytes = mostBytes;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Rejected record, KafkaSinkContext context, Long time) {
        boolean whole = bytes(record) <= mostBytes;
        byte[] key = whole ? record.key() : cut(record.key());
        byte[] value = whole ? record.value() : cut(record.value());
        ProducerRecord<byte[], byte[]> out = new ProducerRecord<>(topic, null, null, key, value);
        Headers headers = out.headers();
        if (whole) {
            record.headers().forEach(header -> headers.add(header.key(), header.value()));
        } else {
            add(headers, CUT, String.valueOf(length(record.value())));
        }
        addReason(record, headers);
        return out;
    }

    private static void addReason(Rejected record, Headers headers) {
        add(headers, CONTEXT + "topic", record.topic());
        add(headers, CONTEXT + "partition", String.valueOf(record.partition()));
        add(headers, CONTEXT + "offset", String.valueOf(record.offset()));
        add(headers, CONTEXT + "timestamp", String.valueOf(record.timestamp()));
        add(headers, CONTEXT + "exception.class.name", record.reason());
        add(headers, CONTEXT + "exception.message", record.message());
    }

    private byte[] cut(byte[] bytes) {
        return bytes == null || bytes.length <= mostBytes / 2 ? bytes : Arrays.copyOf(bytes, mostBytes / 2);
    }

    private static long bytes(Rejected record) {
        long bytes = length(record.key()) + length(record.value());
        for (RawHeader header : record.headers()) {
            bytes += header.key().length() * 3L + length(header.value());
        }
        return bytes;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
