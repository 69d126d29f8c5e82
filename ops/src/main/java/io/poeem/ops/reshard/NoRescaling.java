package io.poeem.ops.reshard;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.apache.flink.runtime.checkpoint.InflightDataRescalingDescriptor;

/**
 * How handles of state say, on their way between Flink's writers of savepoints, that no records are in flight: there are none where a
 * savepoint is written. Kryo by itself cannot make that object unless the JVM opens its own packages.
 */
public final class NoRescaling extends Serializer<InflightDataRescalingDescriptor> {

    public NoRescaling() {
        super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output out, InflightDataRescalingDescriptor descriptor) {}

    @Override
    public InflightDataRescalingDescriptor read(
            Kryo kryo, Input in, Class<? extends InflightDataRescalingDescriptor> type) {
        return InflightDataRescalingDescriptor.NO_RESCALE;
    }
}
