package io.poeem.job;

/** Submits the training job; the entry point of the job jar. */
public final class Main {

    private Main() {}

    /**
     * Builds the topology from its options and submits it to the cluster it was started in.
     *
     * @param args the job's options
     */
    public static void main(String[] args) {
        throw new UnsupportedOperationException("the topology is not part of this build yet");
    }
}
