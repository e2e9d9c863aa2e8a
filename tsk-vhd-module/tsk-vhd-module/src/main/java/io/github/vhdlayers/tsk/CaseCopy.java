package io.github.vhdlayers.tsk;

import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.export.PartialFile;
import io.github.vhdlayers.internal.export.RawCopy;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * A merged disk as a raw file in a case's folder. The file has its name when it is whole; what a cancelled or failed copy made is
 * removed at once, and what a killed program left, or a data source that was deleted since, is removed by the next copy of the same disk.
 */
final class CaseCopy {
    private static final int MOST_OF_ONE_NAME = 1000;
    private static final Duration MAY_BE_ADDED = Duration.ofMinutes(10);

    private CaseCopy() {}

    /**
     * What was written.
     *
     * @param file the copy
     * @param sha256 the hash of its content
     */
    record Written(Path file, String sha256) {}

    /** The names of a case's files; it is asked only if there is a file that may be one of them. */
    @FunctionalInterface
    interface Names {
        /** The names, in small letters, of files that data sources of the case have. */
        Set<String> inUse() throws TskCoreException;
    }

    /**
     * Writes a copy.
     *
     * @param fill the byte that is written where a sector is unknown, or null to fail there
     * @param leaf the name of the chain's newest file
     * @param names a copy of another name was left by a data source that is not in the case, and goes
     */
    static Written write(
            MergedSource disk, @Nullable Byte fill, String leaf, Path folder, Names names, CaseProgress progress)
            throws IOException, TskCoreException {
        Files.createDirectories(folder);
        Path target = freeName(folder, leaf, names);
        CopyEstimate estimate = CopyEstimate.of(disk, folder);
        if (!estimate.fits()) {
            throw new IOException(folder + ": a copy of " + disk.name() + " takes up to " + estimate.atMostBytes()
                    + " bytes, and only " + estimate.freeBytes()
                    + " are free; free some space, or add the chain without a copy");
        }
        List<String> complaints = new ArrayList<>();
        try (PartialFile file = PartialFile.create(target, complaints::add)) {
            String hash = RawCopy.write(
                    fill == null ? disk : disk.filled(fill),
                    file,
                    (done, total, bytesRead) -> progress.onProgress(Texts.TASK_COPYING.text(), done, total));
            file.complete();
            return new Written(target, hash);
        } catch (IOException | RuntimeException e) {
            complaints.forEach(line -> e.addSuppressed(new IOException(line)));
            throw e;
        }
    }

    /** A name that nothing has. What a killed program left under it is removed. */
    private static Path freeName(Path folder, String leaf, Names names) throws IOException, TskCoreException {
        String name = name(leaf);
        for (int number = 1; number <= MOST_OF_ONE_NAME; number++) {
            Path target = folder.resolve(name + (number == 1 ? "" : "-" + number) + ".merged.raw");
            try {
                removeUnused(target, names);
                boolean taken = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
                // Also beside a whole copy: killed at the very end, it has both names.
                PartialFile.removeLeftover(target);
                if (!taken) {
                    return target;
                }
            } catch (FileAlreadyExistsException e) {
                // Another program is making it at this moment.
            }
        }
        throw new IOException(folder + ": holds " + MOST_OF_ONE_NAME + " copies of " + name + " already");
    }

    /**
     * Removes a copy that no data source has: the data source was deleted, or the program was killed before the case got it. Not one that
     * another program may have finished a moment ago and is about to add.
     */
    private static void removeUnused(Path target, Names names) throws IOException, TskCoreException {
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                || names.inUse().contains(name)) {
            return;
        }
        Instant changed = Files.getLastModifiedTime(target).toInstant();
        if (changed.plus(MAY_BE_ADDED).isBefore(Instant.now())) {
            try {
                Files.deleteIfExists(target);
            } catch (FileSystemException e) {
                // Another program reads it; then the new copy gets another name.
            }
        }
    }

    private static String name(String leaf) {
        return SafeText.escape(leaf).replaceAll("[\\\\/:*?\"<>|]", "_");
    }
}
