package io.github.vhdlayers.tsk.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** How much memory a process has in use, all of it, not only Java's: from Linux' own files, elsewhere from {@code ps}. */
final class ResidentMemory {
    private static final long PS_EVERY = TimeUnit.MILLISECONDS.toNanos(400);

    private final long pid;
    private final Path status;
    private final boolean hasStatus;
    private long asked = System.nanoTime() - PS_EVERY;
    private long last;

    ResidentMemory(long pid) {
        this.pid = pid;
        this.status = Path.of("/proc", Long.toString(pid), "status");
        this.hasStatus = Files.isReadable(status);
    }

    /** In bytes; 0 if the process is over, or the system does not tell. */
    long bytes() {
        try {
            if (hasStatus) {
                for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
                    if (line.startsWith("VmRSS:")) {
                        return kibibytes(line);
                    }
                }
                return 0;
            }
            if (System.nanoTime() - asked >= PS_EVERY) {
                asked = System.nanoTime();
                last = ps();
            }
            return last;
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private long ps() throws IOException {
        Process ps = new ProcessBuilder("/bin/ps", "-o", "rss=", "-p", Long.toString(pid))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        ps.getOutputStream().close();
        return kibibytes(new String(ps.getInputStream().readNBytes(100), StandardCharsets.ISO_8859_1));
    }

    private static long kibibytes(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 15 ? 0 : Long.parseLong(digits) << 10;
    }
}
