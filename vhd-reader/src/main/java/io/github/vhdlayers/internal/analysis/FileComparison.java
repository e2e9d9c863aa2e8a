package io.github.vhdlayers.internal.analysis;

import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.files.OpenFiles;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;

/**
 * Which files differ between two disks: chains, views of their layers, branches of one parent, or raw disks, in any combination.
 *
 * <pre>{@code
 * DifferingSectors sectors = new DifferingSectors();
 * DiskComparison.of(before, after).scan(ScanOptions.defaults(), sectors::add);
 * FileComparison.of(before, after, FileSystemReaders.find())
 *         .scan(WalkOptions.defaults(), sectors, file -> System.out.println(file.kind() + " " + file.printedPath()));
 * }</pre>
 *
 * <p>File systems are compared that begin at the same place of both disks, file by file under the same path: a file that was renamed on
 * one of them is there alone under each name. A number of a file proves nothing here, because both disks may have given it since they
 * parted. A file system of which no sector differs is equal, and is not walked.
 *
 * <p>Immutable and thread-safe. Both disks stay open as long as a comparison runs, and are not closed by it.
 *
 * @since 0.1.0
 */
public final class FileComparison {
    private static final int SECTOR = 512;

    private final RandomAccessData a;
    private final RandomAccessData b;
    private final FileSystemReader reader;

    private FileComparison(RandomAccessData a, RandomAccessData b, FileSystemReader reader) {
        this.a = a;
        this.b = b;
        this.reader = reader;
    }

    /** Takes the files. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Called for each content of each file that differs or may differ.
         *
         * @throws IOException to end, which is then thrown
         */
        void visit(FileDifference file) throws IOException;
    }

    /**
     * A comparison of the files of two disks.
     *
     * @param a one disk
     * @param b the other
     * @param reader what reads the file systems
     */
    public static FileComparison of(RandomAccessData a, RandomAccessData b, FileSystemReader reader) {
        return new FileComparison(a, b, reader);
    }

    /**
     * Goes through the files of both.
     *
     * @param walk limits of the walks
     * @param sectors what a whole comparison of the same disks found; that of others gives wrong answers
     * @param visitor receives each file that differs
     * @throws IOException if a table, a bitmap or the machine fails, no file system can be read on this machine, or the visitor throws
     *     it; what cannot be read of single files is unknown, or a problem
     */
    public FileComparisonReport scan(WalkOptions walk, DifferingSectors sectors, Visitor visitor) throws IOException {
        long sizeA = RandomAccessSources.size(a);
        long sizeB = RandomAccessSources.size(b);
        sectors.setCommon(Math.min(sizeA, sizeB) / SECTOR, sizeA != sizeB);
        try (OpenFiles filesOfA = OpenFiles.of(a, reader);
                OpenFiles filesOfB = OpenFiles.of(b, reader)) {
            return new FilesCompared(
                            sectors,
                            new FilesCompared.Side(a, filesOfA),
                            new FilesCompared.Side(b, filesOfB),
                            walk,
                            visitor)
                    .all();
        }
    }
}
