package io.github.vhdlayers.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.rows.Lab;
import io.github.vhdlayers.rows.LabDisk;
import io.github.vhdlayers.rows.LabFiles;
import io.github.vhdlayers.rows.RowRequest;
import io.github.vhdlayers.rows.RowTable;
import io.github.vhdlayers.rows.TableRows;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Labs of many sparse chains, as rows: {@code Labs CHAINS WAY CORES [TABLE...]}, such as {@code Labs 1000 rows 2 files blocks}. A chain is
 * the base, the child and the grandchild of the sample evidence, with ids of their own. The ways: {@code list 1}, the list of layers;
 * {@code rows}, the rows alone, in threads; {@code spark}, the data source in a local Spark; {@code loop COUNT}, the tool once for each of so many grandchildren.
 *
 * <p>Each run is a process of its own; it first goes through a lab of 30 chains, which is not counted. It prints rows, seconds, processor
 * seconds, bytes that the process read for each byte that the lab has, and the most heap that was in use, garbage included.
 */
final class Labs {
    /** Small, as those of the sample evidence: larger ones would be mostly holes. */
    private static final int BLOCK_BYTES = 1 << 15;

    /** Behind the times of the files inside, in seconds since 2000: nothing is in doubt then. */
    private static final long CREATED = 844_128_000;

    private static final int WARM_UP_CHAINS = 30;
    private static final List<RowTable> TABLES =
            List.of(RowTable.CHAINS, RowTable.DISKS, RowTable.FILES, RowTable.BLOCKS);

    private Labs() {}

    public static void main(String[] arguments) throws Exception {
        int chains = Integer.parseInt(arguments[0]);
        Path lab = written(chains);
        if (arguments.length == 1) {
            System.out.printf(Locale.ROOT, "%d chains, %d bytes%n", chains, bytes(lab));
            return;
        }
        int cores = Integer.parseInt(arguments[2]);
        if (arguments[1].equals("loop")) {
            loop(lab, cores);
            return;
        }
        List<RowTable> tables = new ArrayList<>();
        for (String name : List.of(arguments).subList(3, arguments.length)) {
            tables.add(RowTable.named(name));
        }
        boolean list = arguments[1].equals("list");
        try (LabReader reader = reader(arguments[1], cores)) {
            for (RowTable table : list ? List.of(RowTable.LAYERS) : tables.isEmpty() ? TABLES : tables) {
                reader.count(written(WARM_UP_CHAINS), table);
                measure(arguments[1] + " " + cores, lab, table, reader);
            }
        }
        // What a library left running is not waited for.
        System.exit(0);
    }

    private static LabReader reader(String way, int cores) {
        return switch (way) {
            case "list" -> new ListReader();
            case "spark" -> new SparkLabReader(cores);
            default -> new PlainLabReader(cores);
        };
    }

    private static void measure(String way, Path lab, RowTable table, LabReader reader) throws Exception {
        System.gc();
        heap(true);
        long read = readBytes();
        long processor = processorNanos();
        long start = System.nanoTime();
        long rows = reader.count(lab, table);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-8s %-10s %8d rows %7.1f s %8.0f rows/s %7.1f processor s %6.2f bytes read per byte %5d MiB%n",
                way,
                table,
                rows,
                seconds,
                rows / seconds,
                (processorNanos() - processor) / 1e9,
                (double) (readBytes() - read) / bytes(lab),
                heap(false) >> 20);
    }

    /** Counts the rows of a table. */
    interface LabReader extends AutoCloseable {
        long count(Path lab, RowTable table) throws Exception;

        @Override
        void close();
    }

    /** The list of layers alone, which one thread makes before any task. */
    private static final class ListReader implements LabReader {
        @Override
        public long count(Path lab, RowTable table) throws IOException {
            return Lab.list(List.of(lab)).size();
        }

        @Override
        public void close() {}
    }

    /** Without an engine: a list of disks, and threads that take those of one base after another. */
    private static final class PlainLabReader implements LabReader {
        private final ExecutorService threads;

        PlainLabReader(int cores) {
            threads = Executors.newFixedThreadPool(cores);
        }

        @Override
        public long count(Path lab, RowTable table) throws Exception {
            FileSystemReader reader = FileSystemReaders.named("java");
            AtomicLong rows = new AtomicLong();
            Map<String, List<LabDisk>> byBase = new LinkedHashMap<>();
            for (LabDisk disk : Lab.list(List.of(lab))) {
                byBase.computeIfAbsent(disk.last(), base -> new ArrayList<>()).add(disk);
            }
            List<Callable<Void>> tasks = new ArrayList<>();
            for (List<LabDisk> disks : byBase.values()) {
                tasks.add(() -> {
                    try (LabFiles files = new LabFiles()) {
                        for (LabDisk disk : disks) {
                            TableRows.write(RowRequest.all(table), disk, files, reader, row -> rows.incrementAndGet());
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
            return rows.get();
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    /** The tool, as a process for each disk. */
    private static void loop(Path lab, int count) throws Exception {
        String tool = System.getProperty("tool");
        if (tool == null) {
            throw new IllegalStateException("-Dtool=JAR names the tool's jar");
        }
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Process run = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-jar",
                            tool,
                            "files",
                            lab.resolve(Integer.toString(i)).resolve("leaf.vhd").toString(),
                            "--changed",
                            "--hash",
                            "sha256",
                            "--format",
                            "csv")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            run.waitFor(1, TimeUnit.MINUTES);
            if (run.exitValue() != 0) {
                throw new IllegalStateException("the tool ended with " + run.exitValue());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT, "loop     files of %d leaves %7.1f s, %.2f s each%n", count, seconds, seconds / count);
    }

    private static Path written(int chains) throws IOException {
        Path folder = Path.of(System.getProperty("benchmarks.folder")).resolve("lab-" + chains);
        Path done = folder.resolveSibling("lab-" + chains + ".done");
        if (Files.exists(done)) {
            return folder;
        }
        List<DiskImage> layers = TestChain.ofStates(states(), CREATED).layers();
        Random ids = new Random(chains);
        for (int i = 0; i < chains; i++) {
            Path place = Files.createDirectories(folder.resolve(Integer.toString(i)));
            DiskImage base = identified(layers.get(2), ids).build();
            DiskImage middle = identified(layers.get(1), ids).parent(base).build();
            DiskImage leaf = identified(layers.get(0), ids).parent(middle).build();
            Files.write(place.resolve("base.vhd"), base.toBytes());
            Files.write(place.resolve("middle.vhd"), middle.toBytes());
            Files.write(place.resolve("leaf.vhd"), leaf.toBytes());
        }
        Files.createFile(done);
        return folder;
    }

    private static DiskImage.Builder identified(DiskImage image, Random ids) {
        byte[] id = new byte[16];
        ids.nextBytes(id);
        return image.toBuilder().blockSize(BLOCK_BYTES).uniqueId(id);
    }

    /** The disk of the sample evidence as each of its layers left it, oldest first. */
    private static List<byte[]> states() throws IOException {
        Path leaf = Path.of(System.getProperty("evidence", "samples/evidence")).resolve("leaf.vhd");
        List<byte[]> states = new ArrayList<>();
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            for (int layer = disk.chain().layers().size() - 1; layer >= 0; layer--) {
                ByteBuffer bytes = ByteBuffer.allocate((int) disk.size());
                disk.asOf(layer).readFully(0, bytes);
                states.add(bytes.array());
            }
        }
        return states;
    }

    private static long bytes(Path lab) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(lab)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** What this process asked the system to read, from whichever file; 0 where the system does not count it. */
    private static long readBytes() throws IOException {
        Path counters = Path.of("/proc/self/io");
        if (!Files.exists(counters)) {
            return 0;
        }
        return Files.readAllLines(counters).stream()
                .filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                .sum();
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** The most that was in use, garbage included. */
    private static long heap(boolean anew) {
        long most = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                if (anew) {
                    pool.resetPeakUsage();
                }
                most += pool.getPeakUsage().getUsed();
            }
        }
        return most;
    }
}
