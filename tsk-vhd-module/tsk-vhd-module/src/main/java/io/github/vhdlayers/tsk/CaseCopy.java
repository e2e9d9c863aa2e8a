package io.github.vhdlayers.tsk;

import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.export.PartialFile;
import io.github.vhdlayers.export.RawCopy;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A merged disk as a raw file in a case's folder. The file has its name when it is whole; what a cancelled or failed copy made is
 * removed at once, and what a killed program left is removed by the next copy of the same disk.
 */
final class CaseCopy {
    private static final int MOST_OF_ONE_NAME = 1000;

    private CaseCopy() {}

    /**
     * What was written.
     *
     * @param file the copy
     * @param sha256 the hash of its content
     */
    record Written(Path file, String sha256) {}

    static Written write(MergedSource disk, Path leaf, Path folder, CaseProgress progress) throws IOException {
        Files.createDirectories(folder);
        Path target = freeName(folder, leaf);
        CopyEstimate estimate = CopyEstimate.of(disk, folder);
        if (!estimate.fits()) {
            throw new IOException(folder + ": a copy of " + disk.name() + " takes up to " + estimate.atMostBytes()
                    + " bytes, and only " + estimate.freeBytes()
                    + " are free; free some space, or add the chain without a copy");
        }
        List<String> complaints = new ArrayList<>();
        try (PartialFile file = PartialFile.create(target, complaints::add)) {
            String hash = RawCopy.write(
                    disk, file, (done, total, bytesRead) -> progress.goOn("Copying the merged disk", done, total));
            file.complete();
            return new Written(target, hash);
        } catch (IOException | RuntimeException e) {
            complaints.forEach(line -> e.addSuppressed(new IOException(line)));
            throw e;
        }
    }

    /** A name that nothing has. What a killed program left under it is removed. */
    private static Path freeName(Path folder, Path leaf) throws IOException {
        String name = name(leaf);
        for (int number = 1; number <= MOST_OF_ONE_NAME; number++) {
            Path target = folder.resolve(name + (number == 1 ? "" : "-" + number) + ".merged.raw");
            boolean taken = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
            try {
                // Also beside a whole copy: killed at the very end, it has both names.
                PartialFile.removeLeftover(target);
                if (!taken) {
                    return target;
                }
            } catch (FileAlreadyExistsException e) {
                // Somebody is making it at this moment.
            }
        }
        throw new IOException(folder + ": holds " + MOST_OF_ONE_NAME + " copies of " + name + " already");
    }

    private static String name(Path leaf) {
        String name = SafeText.escape(String.valueOf(leaf.getFileName()));
        return name.replaceAll("[\\\\/:*?\"<>|]", "_");
    }
}
