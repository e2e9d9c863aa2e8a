package io.github.vhdlayers.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The archive, unpacked into a folder.
 *
 * @param home the archive's top folder
 */
record Unpacked(Path home) {
    private static final Path ARCHIVES = Path.of(System.getProperty("archives"));
    private static final String NAME = System.getProperty("archive.name");

    /** What a program printed, and the number that it returned. */
    record Run(int code, String out, String err) {}

    static Path archive(String suffix) {
        return ARCHIVES.resolve(NAME + suffix);
    }

    static String name() {
        return NAME;
    }

    /** Unpacks the {@code .tar.gz} with the system's own program. */
    static Unpacked into(Path folder) throws Exception {
        Run run =
                run(folder, Map.of(), List.of("tar", "-xzf", archive(".tar.gz").toString()));
        if (run.code() != 0) {
            throw new IOException(run.err());
        }
        return new Unpacked(folder.resolve(NAME));
    }

    /** Runs a program and waits for it. */
    static Run run(Path folder, Map<String, String> environment, List<String> command) throws Exception {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("does not end: " + command);
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
