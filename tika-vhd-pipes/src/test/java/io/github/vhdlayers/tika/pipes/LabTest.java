package io.github.vhdlayers.tika.pipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.rows.LabFiles;
import io.github.vhdlayers.rows.LayerChain;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.TestJava;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lab of real file systems, run through Tika's pipes with the settings of the documentation. */
@Timeout(300)
class LabTest {
    private static final long MOST_SECONDS = 300;

    /** The store of all tests' lab, filled in one run. */
    private static final String WHOLE = "whole";

    @TempDir
    static Path lab;

    /** What each disk of the lab holds, by its path in there. */
    private static Map<Path, Map<String, String>> known = Map.of();

    @TempDir
    Path folder;

    private Path disks = Path.of("unset");
    private Path parsed = Path.of("unset");

    @BeforeAll
    static void makeLab() throws Exception {
        String missing = InteropTools.missing(MadeLab.PROGRAMS);
        assumeTrue(missing.isEmpty(), missing);
        Path disks = Files.createDirectories(lab.resolve("disks"));
        Map<Path, Map<String, String>> made = MadeLab.write(Files.createDirectories(lab.resolve("work")), disks);
        Path root = disks.toRealPath();
        known = new HashMap<>();
        made.forEach((file, holds) -> known.put(root.relativize(file), holds));
        VhdPipes.run(settings(lab, WHOLE, disks, lab.resolve("parsed"), 60_000, 0, 2));
    }

    @BeforeEach
    void useTheLab() {
        disks = lab.resolve("disks");
        parsed = folder.resolve("parsed");
    }

    /** Disks of this test alone, which it may change. */
    private void copyDisks() throws IOException {
        Path copies = folder.resolve("disks");
        try (Stream<Path> all = Files.walk(disks)) {
            for (Path file : all.toList()) {
                Files.copy(file, copies.resolve(disks.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        disks = copies;
    }

    private Path place(String store) {
        return (store.equals(WHOLE) ? lab : folder).resolve(store);
    }

    private RowStore store(String name) {
        return new RowStore(place(name));
    }

    /** The settings of the page, for this lab, with a parser that stands for all of Tika's. */
    private Path settings(String store, long timeoutMillis, long millisEach, int clients) throws IOException {
        return settings(folder, store, disks, parsed, timeoutMillis, millisEach, clients);
    }

    private static Path settings(
            Path folder, String store, Path disks, Path parsed, long timeoutMillis, long millisEach, int clients)
            throws IOException {
        Path file = folder.resolve(store + ".xml");
        String text = Files.readString(Path.of("..", "docs", "tika-vhd-pipes.xml"))
                .replace("<store>store<", "<store>" + folder.resolve(store) + "<")
                .replace("<disks>disks<", "<disks>" + disks + "<")
                .replace(">300000<", ">" + timeoutMillis + "<")
                .replace("<numClients>2<", "<numClients>" + clients + "<")
                .replace(
                        "<arg>-Xmx512m</arg>",
                        "<arg>-Xmx512m</arg><arg>" + String.join("</arg><arg>", TestJava.options()) + "</arg>")
                .replace("<tikaConfig>tika-vhd-pipes.xml<", "<tikaConfig>" + file + "<")
                .replace(
                        "<properties>",
                        """
                        <properties>
                          <parsers>
                            <parser class="io.github.vhdlayers.tika.pipes.VhdWalkParser"/>
                            <parser class="io.github.vhdlayers.tika.pipes.PlainTextParser">
                              <params>
                                <param name="log" type="string">%s</param>
                                <param name="millis" type="long">%d</param>
                              </params>
                            </parser>
                          </parsers>
                        """
                                .formatted(parsed, millisEach));
        return Files.writeString(file, text);
    }

    @Test
    void givesEveryViewAndOneTextForEachContent() throws Exception {
        RowStore store = store(WHOLE);
        List<LayerChain> chains = chains(store);
        assertEquals(12, chains.size());
        Set<String> contents = new TreeSet<>();
        for (LayerChain chain : chains) {
            Map<String, String> truth = truth(chain);
            Map<String, String> view = RecursiveView.of(store, chain);
            assertEquals(truth, view, chain.paths()::toString);
            assertEquals(made(chain), withoutSystemFiles(view), chain.paths()::toString);
            contents.addAll(truth.values());
        }
        assertEquals(contents, texts(WHOLE));
        assertEquals(List.of(), failures(WHOLE));
        parsed = lab.resolve("parsed");
        assertEquals(contents.size(), parses().size(), "each content once: " + parses());
        for (String sha256 : contents) {
            String text = store.all(RowStore.TEXTS, sha256).get(0).path("text").asText();
            assertTrue(text.contains(" "), text);
        }
        // Nothing is left to do, and a second run knows it.
        assertEquals(0, VhdPipes.run(settings(lab, WHOLE, disks, parsed, 60_000, 0, 2)));
    }

    @Test
    void twoShardsTogetherGiveWhatOneRunGives() throws Exception {
        for (String shard : new String[] {"1/2", "2/2"}) {
            Path settings = settings("shared", 60_000, 0, 1);
            Files.writeString(settings, Files.readString(settings).replace(">1/1<", ">" + shard + "<"));
            VhdPipes.run(settings);
        }
        assertEquals(rows(WHOLE, RowStore.FILES), rows("shared", RowStore.FILES));
        assertEquals(texts(WHOLE), texts("shared"));
    }

    @Test
    void aCrashAndAHangCostOneContentEachAndAreRows() throws Exception {
        copyDisks();
        MadeLab.addHostile(Files.createDirectory(folder.resolve("work")), disks);
        VhdPipes.run(settings("store", 6_000, 0, 2));
        RowStore store = store("store");
        Set<String> contents = new TreeSet<>();
        for (LayerChain chain : chains(store)) {
            contents.addAll(truth(chain).values());
        }
        assertEquals(List.of("content crash", "content timeout"), failures("store"));
        Set<String> texts = texts("store");
        for (JsonNode task : all("store", RowStore.TASKS)) {
            assertEquals(1, task.path("attempts").asInt());
            assertTrue(contents.contains(task.path("key").asText()), task::toString);
            texts.add(task.path("key").asText());
        }
        assertEquals(contents, texts, "all others have a text");
        List<JsonNode> damaged = all("store", RowStore.LAYERS).stream()
                .filter(layer -> !layer.path("error").isNull())
                .toList();
        assertEquals(1, damaged.size(), damaged::toString);
        assertTrue(damaged.get(0).path("paths").get(0).asText().endsWith("damaged.vhd"), damaged::toString);
        // They are tried once more, and then not again.
        assertEquals(2, VhdPipes.run(settings("store", 6_000, 0, 1)));
        assertEquals(0, VhdPipes.run(settings("store", 6_000, 0, 1)));
    }

    @Test
    void aRunThatWasKilledGoesOnWhereItWas() throws Exception {
        int contents = texts(WHOLE).size();
        int clients = 2;
        Path log = folder.resolve("log");
        List<String> command = TestJava.command();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), VhdPipes.class.getName()));
        command.add(settings("killed", 60_000, 300, clients).toString());
        Process run = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        try {
            while (parses().size() < contents / 2) {
                assertTrue(run.isAlive() && System.nanoTime() < end, () -> "not at its half; the log is " + log);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } finally {
            List<ProcessHandle> forks = run.descendants().toList();
            run.destroyForcibly();
            forks.forEach(ProcessHandle::destroyForcibly);
        }
        assertTrue(run.waitFor(MOST_SECONDS, TimeUnit.SECONDS));
        int before = texts("killed").size();
        assertTrue(before < contents, before + " of " + contents);
        int atWork = parses().size() - before;
        VhdPipes.run(settings("killed", 60_000, 0, clients));
        assertEquals(rows(WHOLE, RowStore.FILES), rows("killed", RowStore.FILES));
        assertEquals(rows(WHOLE, RowStore.CHAINS), rows("killed", RowStore.CHAINS));
        assertEquals(texts(WHOLE), texts("killed"));
        Map<String, Integer> times = new HashMap<>();
        parses().forEach(line -> times.merge(line.substring(line.indexOf(' ')), 1, Integer::sum));
        long twice = times.values().stream().filter(count -> count > 1).count();
        assertTrue(twice <= atWork && atWork <= clients, "only what was at work when it was killed: " + times);
    }

    @Test
    void aLayerWithAnotherParentIsWalkedAgain() throws Exception {
        copyDisks();
        Path base = disks.resolve("bases").resolve("ext-0001");
        Path aside = Files.move(base, folder.resolve("aside"));
        VhdPipes.run(settings("store", 60_000, 0, 1));
        RowStore store = store("store");
        List<LayerChain> orphans =
                chains(store).stream().filter(chain -> !chain.complete()).toList();
        assertEquals(3, orphans.size());
        for (LayerChain orphan : orphans) {
            JsonNode walk = store.all(RowStore.WALKS, orphan.leaf()).get(0);
            assertFalse(walk.path("complete").asBoolean(), walk::toString);
            assertFalse(walk.path("chain_complete").asBoolean(), walk::toString);
            assertTrue(store.all(RowStore.CHAINS, orphan.leaf())
                    .get(0)
                    .path("base_key")
                    .isNull());
        }
        Files.move(aside, base);
        VhdPipes.run(settings("store", 60_000, 0, 1));
        for (LayerChain chain : chains(store)) {
            assertTrue(chain.complete());
            assertEquals(truth(chain), RecursiveView.of(store, chain), chain.paths()::toString);
        }
        Map<String, Integer> times = new HashMap<>();
        parses().forEach(line -> times.merge(line.substring(line.indexOf(' ')), 1, Integer::sum));
        assertEquals(Set.of(1), Set.copyOf(times.values()), "no content twice");
    }

    /** Its walk is the only task there is until it has ended. */
    @Test
    void aLabMayHaveASingleDisk() throws Exception {
        copyDisks();
        try (Stream<Path> all = Files.walk(disks.resolve("cases"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        Files.delete(disks.resolve("bases").resolve("fat-0001"));
        Files.delete(disks.resolve("bases").resolve("ntfs-0001"));
        VhdPipes.run(settings("store", 60_000, 0, 2));
        List<LayerChain> chains = chains(store("store"));
        assertEquals(1, chains.size());
        assertEquals(new TreeSet<>(truth(chains.get(0)).values()), texts("store"));
    }

    private List<LayerChain> chains(RowStore store) throws IOException {
        List<LayerChain> chains = new ArrayList<>();
        try (Stream<Path> files = Files.list(store.root().resolve(RowStore.CHAINS))) {
            for (Path file : files.sorted().toList()) {
                chains.add(StoredChain.of(store, file.getFileName().toString().replace(".jsonl", "")));
            }
        }
        return chains;
    }

    /** What was put onto the disk, whatever reads it now. */
    private Map<String, String> made(LayerChain chain) throws IOException {
        Path leaf = disks.toRealPath().relativize(chain.paths().get(0).toRealPath());
        Map<String, String> made = Objects.requireNonNull(known.get(leaf), chain.paths()::toString);
        assertTrue(made.size() >= 7, made::toString);
        return new TreeMap<>(made);
    }

    /** Without the volume, of which each disk has one, and without the files that NTFS is made of. */
    private static Map<String, String> withoutSystemFiles(Map<String, String> view) {
        Map<String, String> files = new TreeMap<>();
        view.forEach((key, sha256) -> {
            String path = key.substring(key.indexOf(' ') + 1);
            if (!path.startsWith("/$")) {
                files.put(path, sha256);
            }
        });
        return files;
    }

    /** Every content of the disk as it is, without regard to layers. */
    private static Map<String, String> truth(LayerChain chain) throws IOException {
        Map<String, String> truth = new TreeMap<>();
        try (LabFiles files = new LabFiles();
                VirtualDisk disk = files.open(chain);
                DiskFileSystems systems = FileSystemReaders.find().open(disk, PartitionTable.read(disk))) {
            for (FileSystemInfo system : systems.fileSystems()) {
                systems.walk(system, WalkOptions.defaults(), file -> {
                    if (file.kind() == DiskFile.Kind.FILE) {
                        for (FileStream stream : file.streams()) {
                            String key = system.label() + " " + PathText.escape(file.path()) + " " + stream.name();
                            truth.put(key, sha256(systems.content(file, stream)));
                        }
                    }
                    return true;
                });
            }
        }
        return truth;
    }

    private static String sha256(RandomAccessSource content) throws IOException {
        try (content;
                InputStream bytes = RandomAccessSources.inputStream(content)) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.readAllBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    /** The contents that have a text. */
    private Set<String> texts(String store) throws IOException {
        Set<String> texts = new TreeSet<>();
        for (JsonNode row : all(store, RowStore.TEXTS)) {
            texts.add(row.path("sha256").asText());
        }
        return texts;
    }

    private List<String> failures(String store) throws IOException {
        List<String> failures = new ArrayList<>();
        for (JsonNode row : all(store, RowStore.TASKS)) {
            failures.add(row.path("kind").asText() + " " + row.path("state").asText());
        }
        return failures.stream().sorted().toList();
    }

    private Set<String> rows(String store, String table) throws IOException {
        Set<String> rows = new HashSet<>();
        for (JsonNode row : all(store, table)) {
            rows.add(row.toString());
        }
        return rows;
    }

    private List<JsonNode> all(String store, String table) throws IOException {
        Path root = place(store).resolve(table);
        List<JsonNode> rows = new ArrayList<>();
        if (Files.exists(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(one -> one.toString().endsWith(".jsonl"))
                        .sorted()
                        .toList()) {
                    for (String line : Files.readAllLines(file)) {
                        rows.add(new ObjectMapper().readTree(line));
                    }
                }
            }
        }
        return rows;
    }

    private List<String> parses() throws IOException {
        return Files.exists(parsed) ? Files.readAllLines(parsed) : List.of();
    }
}
