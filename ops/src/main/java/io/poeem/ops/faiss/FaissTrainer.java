package io.poeem.ops.faiss;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Codebooks by Faiss's own training of an IVF-PQ over residuals: each in a Python process of its own, through files. */
public final class FaissTrainer {

    /** K that Faiss's codes of 8 bits have. */
    public static final int CENTROIDS = 256;

    private static final String SCRIPT = "train_ivfpq.py";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CHUNK = 1 << 16;

    private final Python python;

    /**
     * @param executable a Python that has Faiss
     * @param patience after this a training is given up
     */
    public FaissTrainer(String executable, Duration patience) {
        this(new Python(executable, patience));
    }

    private FaissTrainer(Python python) {
        this.python = python;
    }

    /** With the first Python that has Faiss: the path's, or the system's, which Debian's python3-faiss is for. */
    public static Optional<FaissTrainer> find() {
        return Stream.of("python3", "/usr/bin/python3")
                .map(executable -> new Python(executable, PATIENCE))
                .filter(Python::hasFaiss)
                .findFirst()
                .map(FaissTrainer::new);
    }

    /**
     * k-means for the lists, then for the residuals of each subspace, with Faiss's iterations.
     *
     * @param points (n, d), in the codebooks' space: rotated
     * @param n at least J and {@value #CENTROIDS}
     * @param shape K is {@value #CENTROIDS}
     * @param seed of all that is random
     * @throws FaissException where Faiss cannot learn from these points, or fails
     */
    public Codebooks train(float[] points, int n, Shape shape, int seed) throws FaissException {
        check(n, shape);
        try (Scratch scratch = Scratch.create()) {
            Path in = scratch.directory().resolve("points.f32");
            Path coarse = scratch.directory().resolve("coarse.f32");
            Path codebooks = scratch.directory().resolve("codebooks.f32");
            write(points, n * shape.dims(), in);
            python.run(
                    scratch.directory(),
                    Stream.of(
                                    script(scratch.directory()),
                                    in,
                                    n,
                                    shape.dims(),
                                    shape.coarse(),
                                    shape.subspaces(),
                                    seed,
                                    coarse,
                                    codebooks)
                            .map(Object::toString)
                            .toList());
            return new Codebooks(
                    shape, read(coarse, shape.coarse() * shape.dims()), read(codebooks, CENTROIDS * shape.dims()));
        } catch (IOException e) {
            throw new FaissException("files for Faiss cannot be written or read: " + e.getMessage(), e);
        }
    }

    private static void check(int n, Shape shape) throws FaissException {
        if (shape.centroids() != CENTROIDS) {
            throw new FaissException(
                    "K is " + shape.centroids() + ", and Faiss's is " + CENTROIDS + "; set codebook.centroids to it");
        }
        int least = Math.max(shape.coarse(), CENTROIDS);
        if (n < least) {
            throw new FaissException(
                    "there are " + n + " items, and Faiss learns " + least + " centroids from no fewer than as many");
        }
    }

    private static Path script(Path directory) throws IOException {
        Path script = directory.resolve(SCRIPT);
        try (InputStream resource = FaissTrainer.class.getResourceAsStream(SCRIPT)) {
            Files.copy(resource, script);
        }
        return script;
    }

    private static void write(float[] values, int n, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < n; i += CHUNK) {
                int count = Math.min(CHUNK, n - i);
                bytes.clear();
                bytes.asFloatBuffer().put(values, i, count);
                bytes.limit(count * Float.BYTES);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        }
    }

    private static float[] read(Path file, int n) throws IOException, FaissException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size != (long) n * Float.BYTES) {
            throw new FaissException(
                    "Faiss wrote " + size + " bytes as " + file.getFileName() + ", and not " + (long) n * Float.BYTES);
        }
        float[] values = new float[n];
        ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(values[i])) {
                throw new FaissException("value " + i + " that Faiss wrote as " + file.getFileName() + " is "
                        + values[i] + ", and not finite");
            }
        }
        return values;
    }
}
