package org.amends.bench;

/** Something that is measured. */
interface Benchmark {

    String name();

    /** What it measures and which sizes it takes, in one sentence. */
    String sentence();

    /**
     * Measures.
     *
     * @return the figures, as {@code key=value key=value ...}
     */
    String run() throws Exception;
}
