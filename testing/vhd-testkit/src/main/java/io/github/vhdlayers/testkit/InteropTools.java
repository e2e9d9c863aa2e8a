package io.github.vhdlayers.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Other people's programs that tests compare with, where this machine has them.
 *
 * <p>With the system property {@code interop} set to {@code required} a missing program is a failure; otherwise a test asks
 * {@link #missing} and is skipped with its answer.
 */
public final class InteropTools {
    private static final long TIME_LIMIT_SECONDS = 120;
    /** All that some test asks for; a new test adds what it needs. */
    private static final List<String> KNOWN = List.of(
            "7zz",
            "qemu-img",
            "nbdinfo",
            "nbdcopy",
            "mkfs.fat",
            "fsck.fat",
            "mcopy",
            "mkfs.ntfs",
            "ntfscp",
            "mke2fs",
            "dumpe2fs",
            "debugfs",
            "mkfs.exfat",
            "dump.exfat",
            "fsck.exfat",
            "sfdisk",
            "sgdisk",
            "parted",
            "fiwalk",
            "fls",
            "genisoimage",
            "makefs",
            "xorriso",
            "fsstat",
            "icat",
            "istat",
            "chromium",
            "cmp",
            "curl",
            "jq",
            "mkfifo",
            "timeout");

    static {
        // Once in every run's output, because a runner that counts skipped tests does not say why.
        String absent = KNOWN.stream().filter(program -> !isOnPath(program)).collect(Collectors.joining(", "));
        if (!absent.isEmpty()) {
            System.out.println("Tests that compare with these programs are skipped, for want of them: " + absent);
        }
    }

    private InteropTools() {}

    /** What a program left behind when it ended. */
    public static final class Result {
        private final int exitCode;
        private final byte[] output;
        private final String errors;

        private Result(int exitCode, byte[] output, String errors) {
            this.exitCode = exitCode;
            this.output = output;
            this.errors = errors;
        }

        /** Its exit code. */
        public int exitCode() {
            return exitCode;
        }

        /** Its standard output. */
        public byte[] output() {
            return output.clone();
        }

        /** Its standard output as text. */
        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }

        /** Its standard error as text. */
        public String errors() {
            return errors;
        }

        /**
         * This result, if the program ended well.
         *
         * @throws IllegalStateException if it did not
         */
        public Result requireSuccess() {
            if (exitCode != 0) {
                throw new IllegalStateException("exit code " + exitCode + "\n" + text() + errors);
            }
            return this;
        }
    }

    /**
     * Which of the programs are not on the path, as a reason to skip a test; empty if none is missing.
     *
     * @throws IllegalStateException if one is missing, and none may be
     */
    public static String missing(String... programs) {
        List<String> absent = new ArrayList<>();
        for (String program : programs) {
            if (!isOnPath(program)) {
                absent.add(program);
            }
        }
        if (absent.isEmpty()) {
            return "";
        }
        String message = "not on this machine: " + String.join(", ", absent);
        if ("required".equals(System.getProperty("interop"))) {
            throw new IllegalStateException(message + ", and -Dinterop=required demands it");
        }
        return message;
    }

    /**
     * Runs a program to its end, with nothing on its standard input.
     *
     * @param folder the folder it runs in
     * @param command the program and its arguments
     * @throws IOException if it cannot be started, or takes more than two minutes
     */
    public static Result run(Path folder, String... command) throws IOException {
        // Both go to files, so that a program that hangs with its output open is noticed all the same.
        Path output = Files.createTempFile("interop", ".out");
        Path errors = Files.createTempFile("interop", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(Arrays.toString(command) + " did not end");
            }
            return new Result(process.exitValue(), Files.readAllBytes(output), Files.readString(errors));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin" + File.pathSeparator
                + "/sbin";
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
    }
}
