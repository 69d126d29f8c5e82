package io.poeem.train;

import io.poeem.train.gate.Check;
import io.poeem.train.gate.Fault;
import io.poeem.train.merge.MalformedPayload;
import io.poeem.train.popularity.PopularityEstimate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * How a shard stood when it last contributed; in the place of its report before.
 *
 * <p>Its bytes, big-endian: version, 1 (1); clicks, examples, batches since the stream's beginning (8 each); whether it gave
 * the items of its last clicks (1); whether its canaries found a fault (1), and then the check's code (4) and the reason
 * (2 bytes of length, UTF-8); what its popularity reports, up to the end.
 *
 * @param points whether it gave the items of its last clicks along
 * @param fault what its canaries found, if a version was due
 * @param popularity as {@link PopularityEstimate#report} wrote it
 */
record ShardReport(long clicks, long examples, long batches, boolean points, Optional<Fault> fault, byte[] popularity) {

    /** Of a shard that has not reported yet. */
    static final ShardReport NONE = new ShardReport(0, 0, 0, false, Optional.empty(), new byte[0]);

    private static final int VERSION = 1;
    private static final int MOST_REASON = 1000;

    static ShardReport of(Counts counts, boolean points, Optional<Fault> fault, PopularityEstimate popularity) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            popularity.report(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ShardReport(counts.clicks, counts.examples, counts.batches, points, fault, bytes.toByteArray());
    }

    /** Whether there was one. */
    boolean isThere() {
        return popularity.length > 0;
    }

    /** The same, of which the fault has been judged. */
    ShardReport judged() {
        return new ShardReport(clicks, examples, batches, points, Optional.empty(), popularity);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(clicks);
            out.writeLong(examples);
            out.writeLong(batches);
            out.writeBoolean(points);
            out.writeBoolean(fault.isPresent());
            if (fault.isPresent()) {
                String reason = fault.get().reason();
                out.writeInt(fault.get().check().code());
                out.writeUTF(reason.substring(0, Math.min(reason.length(), MOST_REASON)));
            }
            out.write(popularity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * What {@link #toBytes} wrote.
     *
     * @throws MalformedPayload if it did not
     */
    static ShardReport of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new MalformedPayload("report of format version " + version + ": this program takes " + VERSION);
            }
            ShardReport report = new ShardReport(
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readBoolean(),
                    in.readBoolean() ? Optional.of(new Fault(Check.of(in.readInt()), in.readUTF())) : Optional.empty(),
                    in.readAllBytes());
            if (!report.isThere()) {
                throw new MalformedPayload("report of " + bytes.length + " bytes: nothing of popularity in it");
            }
            return report;
        } catch (IOException | IllegalStateException e) {
            throw new MalformedPayload("report of " + bytes.length + " bytes: " + e.getMessage());
        }
    }
}
