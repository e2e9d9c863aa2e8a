package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.internal.regions.KindTally;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.util.List;

/**
 * In which sectors two disks differ: chains, views of their layers, or raw disks, in any combination.
 *
 * <pre>{@code
 * ComparisonReport report = DiskComparison.of(before, after)
 *         .scan(ScanOptions.defaults(), run -> System.out.println(run));
 * }</pre>
 *
 * <p>Of a {@link io.github.vhdlayers.ownership.MergedSource}, unwritten sectors are not read; of any other source all are.
 * Where both disks take their bytes from the same place of the same file, because their chains share it, nothing is read.
 *
 * <p>Immutable and thread-safe. Both disks stay open as long as a comparison runs, and are not closed by it.
 *
 * @since 0.1.0
 */
public final class DiskComparison {
    private static final PairRules<Difference> RULES = PairRules.of(
            List.of(Difference.values()),
            null,
            Difference.ONLY_A,
            null,
            Difference.ONLY_B,
            null,
            Difference.CHANGED,
            Difference.CHANGED,
            Difference.UNKNOWN);

    private final RandomAccessData a;
    private final RandomAccessData b;

    private DiskComparison(RandomAccessData a, RandomAccessData b) {
        this.a = a;
        this.b = b;
    }

    /** Takes the runs of a comparison. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Called once for each run, in the order of the disks, in the thread that started the comparison.
         *
         * @throws IOException to end the comparison, which then throws the same
         */
        void visit(Run run) throws IOException;
    }

    /**
     * A comparison of two disks.
     *
     * @param a one disk; a raw one is a source of its bytes
     * @param b the other
     */
    public static DiskComparison of(RandomAccessData a, RandomAccessData b) {
        return new DiskComparison(a, b);
    }

    /**
     * Counts with all processors.
     *
     * @throws IOException as {@link #scan(ScanOptions, Visitor)} says
     */
    public ComparisonReport scan() throws IOException {
        return scan(ScanOptions.defaults(), run -> {});
    }

    /**
     * Counts, and reports every run of sectors that differ in one way. Runs are sorted, and as long as they can be.
     *
     * @throws java.util.concurrent.CancellationException if the options' progress ends the comparison
     * @throws IOException if a VHD's table or bitmap, or the machine, fails; single damaged sectors are counted as unknown
     */
    public ComparisonReport scan(ScanOptions options, Visitor visitor) throws IOException {
        ComparedDisk sideA = ComparedDisk.of(a);
        ComparedDisk sideB = ComparedDisk.of(b);
        KindTally<Difference> tally = new KindTally<>(Difference.class, Difference.UNKNOWN);
        SectorComparer<Difference> scan = new SectorComparer<>(
                sideA, sideB, ScanRanges.ofBoth(sideA, sideB), RULES, options, (kind, first, count) -> {
                    tally.add(kind, count);
                    visitor.visit(new Run(first, count, kind));
                });
        scan.run();
        return new ComparisonReport(sideA.sectors(), sideB.sectors(), tally.counts(), scan.bytesRead(), scan.problem());
    }

    /**
     * How two disks differ in a sector. Zeros on one side where the other has nothing are no difference.
     *
     * @since 0.1.0
     */
    public enum Difference {
        /** Both have bytes there, and not the same. */
        CHANGED("changed"),
        /** Only A has data there; B has nothing, or ended before. */
        ONLY_A("only-a"),
        /** Only B has data there; A has nothing, or ended before. */
        ONLY_B("only-b"),
        /** One side is not known, or cannot be read. */
        UNKNOWN("unknown");

        private final String text;

        Difference(String text) {
            this.text = text;
        }

        /** The kind as tables and files name it, such as {@code only-a}. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Consecutive sectors in which two disks differ in one way.
     *
     * @param firstSector the first one's number on both disks
     * @param sectorCount how many, at least 1
     * @param kind how they differ
     * @since 0.1.0
     */
    public record Run(long firstSector, long sectorCount, Difference kind) {
        /** The number of the sector behind the last one. */
        public long endSector() {
            return firstSector + sectorCount;
        }
    }
}
