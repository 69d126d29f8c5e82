package io.poeem.train;

import io.poeem.train.popularity.PopularityEstimate;
import io.poeem.train.popularity.PopularityOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The popularity as all shards have it, in their order: its bytes, and what each reports to the others. */
final class Estimates {

    private Estimates() {}

    static byte[] toBytes(List<PopularityEstimate> estimates) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(estimates.size());
            for (PopularityEstimate one : estimates) {
                one.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #toBytes} wrote; each knows what the others report. */
    static List<PopularityEstimate> of(PopularityOptions options, byte[] bytes) {
        List<PopularityEstimate> estimates = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int n = in.readInt(); n > 0; n--) {
                PopularityEstimate one = PopularityEstimate.of(options);
                one.read(in);
                estimates.add(one);
            }
            for (int own = 0; estimates.size() > 1 && own < estimates.size(); own++) {
                estimates.get(own).merged(reports(estimates), own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return estimates;
    }

    private static List<DataInput> reports(List<PopularityEstimate> estimates) throws IOException {
        List<DataInput> reports = new ArrayList<>();
        for (PopularityEstimate one : estimates) {
            ByteArrayOutputStream report = new ByteArrayOutputStream();
            one.report(new DataOutputStream(report));
            reports.add(new DataInputStream(new ByteArrayInputStream(report.toByteArray())));
        }
        return reports;
    }
}
