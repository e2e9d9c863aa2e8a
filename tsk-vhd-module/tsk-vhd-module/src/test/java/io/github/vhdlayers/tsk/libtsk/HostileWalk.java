package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Walks the chains that are named to it, and says what it saw, in a process of its own: the library may bring it down.
 *
 * <p>Of each content that could be read to its end a line says which file it is of and its hash; a line that begins with {@code end} or
 * {@code escaped} is a chain's last. A walk that takes too long ends the process.
 */
final class HostileWalk {
    static final int TOO_LONG = 99;
    private static final long MOST_SECONDS = Long.getLong("hostile.seconds", 20);
    private static final int MOST_BYTES = 1 << 20;
    private static final int CHUNK = 1 << 16;

    /** Of the clock for each of the processor: a walk that waits for nothing that comes must end too. */
    private static final long MOST_WAITING = 6;

    /** When the walk began; 0 while there is none. */
    private static volatile long since;

    /** How much time of the processor the main thread had used when the walk began. */
    private static volatile long usedBefore;

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private HostileWalk() {}

    /** Reads paths of chains from its input, a line each. */
    public static void main(String[] arguments) throws IOException {
        Thread main = Thread.currentThread();
        Thread watch = new Thread(() -> watch(main));
        watch.setDaemon(true);
        watch.start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        HostileWalk walk = new HostileWalk();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            usedBefore = used(Thread.currentThread());
            since = System.nanoTime();
            walk.one(Path.of(line));
            since = 0;
        }
    }

    /** Processor time, so that other work on the machine does not count. */
    private static long used(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }

    private static void watch(Thread main) {
        while (true) {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                return;
            }
            long most = MOST_SECONDS * 1_000_000_000L;
            // Read once: a walk that ends meanwhile sets it to 0, which would look like an age.
            long began = since;
            if (began != 0 && (used(main) - usedBefore > most || System.nanoTime() - began > most * MOST_WAITING)) {
                Thread.getAllStackTraces().forEach((thread, frames) -> {
                    if (thread.getName().equals("main")) {
                        for (StackTraceElement frame : frames) {
                            System.out.println("  at " + frame);
                        }
                    }
                });
                Runtime.getRuntime().halt(TOO_LONG);
            }
        }
    }

    private void one(Path chain) {
        out.println("begin " + chain);
        try (VirtualDisk disk = VirtualDisk.open(chain)) {
            WalkOptions all = WalkOptions.defaults().withOrphans(true);
            LayerFilesReport report = LayerFiles.of(disk, 0, new TskFileSystemReader())
                    .scan(all, ScanOptions.defaults().withThreads(1), (file, systems) -> {
                        out.println("file " + file.file().name().address());
                        read(file, systems);
                        return true;
                    });
            out.println("end " + report.files() + " files, " + report.problems().size() + " problems");
        } catch (IOException e) {
            out.println("end " + e);
        } catch (RuntimeException | Error e) {
            out.println("escaped " + e);
            e.printStackTrace(out);
            out.println("escaped");
        }
    }

    private void read(FileOwnership file, DiskFileSystems systems) {
        FileStream stream = file.stream();
        if (stream == null || stream.size() > MOST_BYTES) {
            return;
        }
        try (RandomAccessSource content = systems.content(file.file(), stream)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
            long at = 0;
            for (int count = content.read(at, buffer); count >= 0; count = content.read(at, buffer.clear())) {
                digest.update(buffer.flip());
                at += count;
            }
            if (at != stream.size()) {
                throw new IllegalStateException(at + " bytes of " + stream.size());
            }
            out.println("content " + file.status() + " " + file.file().name().address() + "-" + stream.type() + "-"
                    + stream.id() + " " + stream.size() + " " + HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            // What cannot be read says so.
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
