package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes what a reader should say about a chain into files, in bounded memory. */
final class ChainAnswers {
    private static final int CHUNK_SECTORS = 128;

    private ChainAnswers() {}

    /** One line for each run of one owner: {@code first_sector,sector_count,owner}. */
    static void writeOwners(TestChain chain, Path file) throws IOException {
        try (Writer lines = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            lines.write("first_sector,sector_count,owner\n");
            for (OwnerRun run : chain.runs()) {
                lines.write(run.firstSector() + "," + run.sectorCount() + "," + name(run.owner()) + "\n");
            }
        }
    }

    /** The merged disk as a sparse raw file: what no layer owns is left out. */
    static void writeMerged(TestChain chain, Path file) throws IOException {
        byte[] chunk = new byte[CHUNK_SECTORS * Sectors.BYTES];
        try (FileSink sink = new FileSink(file)) {
            for (OwnerRun run : chain.runs()) {
                for (long first = run.firstSector();
                        run.owner() != TestChain.UNWRITTEN && first < run.endSector();
                        first += CHUNK_SECTORS) {
                    int sectors = (int) Math.min(CHUNK_SECTORS, run.endSector() - first);
                    for (int i = 0; i < sectors; i++) {
                        chain.sector(first + i, chunk, i * Sectors.BYTES);
                    }
                    sink.put(first * Sectors.BYTES, chunk, sectors * Sectors.BYTES);
                }
            }
            sink.extendTo(chain.size());
        }
    }

    private static String name(int owner) {
        return switch (owner) {
            case TestChain.UNWRITTEN -> "unwritten";
            case TestChain.UNKNOWN -> "unknown";
            default -> Integer.toString(owner);
        };
    }
}
