package io.github.vhdlayers.tika.pipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.rows.Lab;
import io.github.vhdlayers.rows.LabDisk;
import io.github.vhdlayers.testkit.SharedBase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.pipes.FetchEmitTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.helpers.DefaultHandler;

/** A base with 16 children, its tasks done in this process: what is read of the disks for walks and for contents. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "Linux counts what a process reads")
class ReadOnceTest {
    private static final int CHILDREN = 16;
    private static final int REPEATED = 3;
    private static final Path EVIDENCE = Path.of("..", "samples", "evidence", "leaf.vhd");
    /** Behind the times of the files inside, in seconds since 2000: nothing is in doubt then. */
    private static final long CREATED = 844_128_000;

    @TempDir
    Path folder;

    /** What was read, in bytes, and the tasks that there were. */
    private record Run(long walks, long contents, Map<String, Integer> tasks) {}

    @Test
    void readsASharedBaseOnceForWalksAndContents() throws Exception {
        Path disks = Files.createDirectories(folder.resolve("disks"));
        long ofBase =
                Files.size(SharedBase.write(disks, states(), CHILDREN, CREATED).get(0));
        long ofAll = bytes(disks);
        // Classes are read the first time.
        run(disks, "first");
        Run run = run(disks, "second");
        // The rest of the process reads classes and jars at any time, which only adds: what is read of the disks is the
        // same each time.
        for (int i = 0; i < REPEATED && !isWithin(run, ofAll, ofBase); i++) {
            run = run(disks, "repeated" + i);
        }

        RowStore store = new RowStore(folder.resolve("second"));
        Set<String> contents = new TreeSet<>();
        int rows = 0;
        for (LabDisk disk : Lab.list(List.of(disks))) {
            for (JsonNode row : store.all(RowStore.FILES, disk.key())) {
                if (!row.path("sha256").isNull() && row.path("size").asLong() > 0) {
                    contents.add(row.path("sha256").asText());
                    rows++;
                }
            }
        }
        assertTrue(contents.size() >= 10 && rows > contents.size(), rows + " rows of " + contents.size());
        assertEquals(contents.size() + CHILDREN + 1, run.tasks().size());
        assertEquals(Set.of(1), Set.copyOf(run.tasks().values()), "no task twice");
        // Without sharing, walks alone would read of the base for each child.
        assertTrue(isWithin(run, ofAll, ofBase), run + ", all files have " + ofAll + ", the base has " + ofBase);
    }

    private static boolean isWithin(Run run, long ofAll, long ofBase) {
        return run.walks() + run.contents() <= ofAll && run.contents() <= ofBase;
    }

    private static long bytes(Path disks) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(disks)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** Does what Tika's processes do, one task after another. */
    private Run run(Path disks, String name) throws Exception {
        String store = folder.resolve(name).toString();
        VhdPipesIterator iterator = new VhdPipesIterator();
        iterator.setFetcherName("vhd");
        iterator.setEmitterName("rows");
        iterator.setDisks(disks.toString());
        iterator.setStore(store);
        VhdFetcher fetcher = new VhdFetcher();
        fetcher.setStore(store);
        fetcher.initialize(Map.of());
        VhdRowsEmitter emitter = new VhdRowsEmitter();
        emitter.setStore(store);
        Map<String, Integer> tasks = new HashMap<>();
        long walks = 0;
        long contents = 0;
        for (Iterator<FetchEmitTuple> all = iterator.iterator(); all.hasNext(); ) {
            FetchEmitTuple task = all.next();
            tasks.merge(task.getId(), 1, Integer::sum);
            Metadata metadata = new Metadata();
            ParseContext context = new ParseContext();
            long before = readBytes();
            try (InputStream stream = fetcher.fetch(task.getFetchKey().getFetchKey(), metadata, context)) {
                if (context.get(WalkOrder.class) != null) {
                    new VhdWalkParser().parse(stream, new DefaultHandler(), metadata, context);
                    walks += readBytes() - before;
                } else {
                    metadata.set(TikaCoreProperties.TIKA_CONTENT, stream.readAllBytes().length + " bytes");
                    contents += readBytes() - before;
                }
            }
            emitter.emit(task.getEmitKey().getEmitKey(), List.of(metadata), context);
        }
        return new Run(walks, contents, tasks);
    }

    private static List<byte[]> states() throws IOException {
        List<byte[]> states = new ArrayList<>();
        try (VirtualDisk disk = VirtualDisk.open(EVIDENCE)) {
            for (int layer = disk.chain().layers().size() - 1; layer >= 0; layer--) {
                ByteBuffer bytes = ByteBuffer.allocate((int) disk.size());
                disk.asOf(layer).readFully(0, bytes);
                states.add(bytes.array());
            }
        }
        return states;
    }

    private static long readBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                .sum();
    }
}
