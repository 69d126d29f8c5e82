package io.poeem.job.serial;

import java.io.IOException;
import java.util.function.IntFunction;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Remembers which version of a {@link VersionedSerializer} wrote a state. State of an older version is read by it and
 * migrated; state of a newer one is refused.
 */
public abstract class VersionedSnapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int SNAPSHOT_VERSION = 1;

    private final IntFunction<VersionedSerializer<T>> factory;
    private int version;

    /**
     * @param factory makes a serializer that reads a given version
     * @param version the newest
     */
    protected VersionedSnapshot(IntFunction<VersionedSerializer<T>> factory, int version) {
        this.factory = factory;
        this.version = version;
    }

    @Override
    public int getCurrentVersion() {
        return SNAPSHOT_VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(version);
    }

    @Override
    public void readSnapshot(int snapshotVersion, DataInputView in, ClassLoader loader) throws IOException {
        version = in.readInt();
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return factory.apply(version);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        if (old.getClass() != getClass()) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        int written = ((VersionedSnapshot<T>) old).version;
        if (written == version) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        return written < version
                ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
