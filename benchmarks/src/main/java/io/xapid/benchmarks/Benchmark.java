package io.xapid.benchmarks;

import java.util.List;

/** Something that is measured. */
@FunctionalInterface
interface Benchmark {
    /** Measures, in turns with what it is compared with, and says what came out. */
    List<Line> run(Setup setup) throws Exception;
}
