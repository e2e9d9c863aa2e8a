package io.github.vhdlayers.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets the system forget what was just written, so that it is read in once as any evidence is. Linux keeps a file that was written
 * in small pieces in small pieces, which are up to four times as slow to read from memory as what it read ahead itself: raw file
 * and VHDs would not be measured alike.
 */
final class PageCache {
    private static final int TRIES = 2;

    private PageCache() {}

    /** Forgets all files of a folder, where there is a GNU dd; otherwise does nothing. */
    static void forget(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                // Pages that were in use just now escape the first try.
                for (int i = 0; i < TRIES; i++) {
                    run(List.of(
                            "dd", "of=" + file, "conv=notrunc,fdatasync", "count=0", "if=/dev/null", "status=none"));
                    run(List.of("dd", "if=" + file, "iflag=nocache", "count=0", "status=none"));
                }
            }
        }
    }

    private static void run(List<String> command) throws IOException {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            System.err.println("not forgotten, for lack of dd: " + e.getMessage());
        }
    }
}
