package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The sample evidence as VHDX files, which are committed in an archive because most of them is zeros. Thread-safe: it keeps nothing. */
public final class SampleCheckpoints {
    private SampleCheckpoints() {}

    /**
     * Unpacks {@code base.vhdx}, {@code middle.avhdx} and {@code leaf.avhdx}.
     *
     * @param samples the folder {@code samples} of the project
     * @param folder receives the files, and is made if it is not there
     * @return the folder
     * @throws IOException if the archive cannot be read, or a file is there
     */
    public static Path unpack(Path samples, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (InputStream archive = Files.newInputStream(samples.resolve("evidence-vhdx/checkpoints.zip"));
                ZipInputStream zip = new ZipInputStream(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, folder.resolve(Path.of(entry.getName()).getFileName()));
            }
        }
        return folder;
    }
}
