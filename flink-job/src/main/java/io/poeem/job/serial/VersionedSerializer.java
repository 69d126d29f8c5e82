package io.poeem.job.serial;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A serializer of immutable values with a version. It writes the newest version and reads the one it was restored for.
 *
 * <p>Equality is by class: {@link VersionedSnapshot} compares versions.
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1;

    private final int readVersion;

    /**
     * @param readVersion version of the bytes that will be read; {@link #version} for newly written ones
     */
    protected VersionedSerializer(int readVersion) {
        this.readVersion = readVersion;
    }

    /** Version of what {@link #serialize} writes. */
    protected abstract int version();

    /** Reads a value as some version wrote it, this one or an older one. */
    protected abstract T read(int version, DataInputView in) throws IOException;

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        return read(readVersion, in);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return read(readVersion, in);
    }

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public final T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return from;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
