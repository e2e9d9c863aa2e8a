package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.analysis.regions.RegionMap;
import io.github.vhdlayers.analysis.regions.RegionTally;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.internal.codec.Sha256;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private static final int HASHED_SECTORS = 256;
    private static final PairRules<DifferenceKind> RULES = PairRules.of(
            List.of(DifferenceKind.values()),
            null,
            DifferenceKind.ONLY_A,
            null,
            DifferenceKind.ONLY_B,
            null,
            DifferenceKind.CHANGED,
            DifferenceKind.CHANGED,
            DifferenceKind.UNKNOWN);

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
        void visit(DifferenceRun run) throws IOException;
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
        long sectors = Math.max(sideA.sectors(), sideB.sectors());
        RegionTally<DifferenceKind> tallyA = tally(a, sectors);
        RegionTally<DifferenceKind> tallyB = tally(b, sectors);
        SectorComparer<DifferenceKind> scan = new SectorComparer<>(
                sideA, sideB, ScanRanges.ofBoth(sideA, sideB), RULES, options, (kind, first, count) -> {
                    tallyA.add(kind, first, count);
                    tallyB.add(kind, first, count);
                    visitor.visit(new DifferenceRun(first, count, kind));
                });
        scan.run();
        return new ComparisonReport(
                sideA.sectors(),
                sideB.sectors(),
                tallyA.total(),
                tallyA.byRegion(),
                tallyB.byRegion(),
                scan.bytesRead(),
                scan.problem());
    }

    /**
     * Hashes a run on both disks. The bytes are read for it, in pieces; what was read is not part of a report. A last sector
     * that is not whole is hashed as if zeros followed.
     *
     * @throws IOException if the machine fails to read
     */
    public RunHashes hash(DifferenceRun run) throws IOException {
        return new RunHashes(
                run.kind() == DifferenceKind.ONLY_B ? null : hash(a, run),
                run.kind() == DifferenceKind.ONLY_A ? null : hash(b, run));
    }

    private static @Nullable String hash(RandomAccessData disk, DifferenceRun run) throws IOException {
        ComparedDisk side = ComparedDisk.of(disk);
        if (run.endSector() > side.sectors()) {
            return null;
        }
        MessageDigest digest = Sha256.digest();
        byte[] bytes = new byte[HASHED_SECTORS * ComparedDisk.SECTOR];
        try {
            for (long at = run.firstSector(); at < run.endSector(); at += HASHED_SECTORS) {
                int count = (int) Math.min(HASHED_SECTORS, run.endSector() - at);
                side.read(at, count, bytes);
                digest.update(bytes, 0, count * ComparedDisk.SECTOR);
            }
        } catch (VhdException e) {
            return null;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static RegionTally<DifferenceKind> tally(RandomAccessData disk, long sectors) throws IOException {
        return new RegionTally<>(RegionMap.of(PartitionTable.read(disk), sectors), DifferenceKind.class);
    }
}
