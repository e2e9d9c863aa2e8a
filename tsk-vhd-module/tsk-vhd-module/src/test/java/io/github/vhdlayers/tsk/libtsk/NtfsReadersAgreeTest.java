package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of NTFS volumes: what the reader in Java and libtsk tell of the files that exist is the same, fact by fact, and each
 * deleted name that libtsk finds is found in Java. {@code -Dntfs.agree.seeds=N} makes more of them.
 *
 * <p>Differences that are meant, and left out here, are explained in the documentation of the readers.
 */
class NtfsReadersAgreeTest {
    private static final int SEEDS = Integer.getInteger("ntfs.agree.seeds", 4);
    private static final int STEPS = 500;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void needsPrograms() {
        TestLibrary.get();
        String missing = InteropTools.missing("mkfs.ntfs");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
    }

    @Test
    void existingFilesHaveTheSameFacts() throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            List<String> exists = new ArrayList<>();
            Path raw = history(seed, exists);
            WalkOptions living = WalkOptions.defaults();
            List<String> theirs = new ArrayList<>(facts(new TskFileSystemReader(), raw, living));
            List<String> ours = facts(FileSystemReaders.named("java"), raw, living);
            assertEquals(new TreeSet<>(exists), filesIn(ours), "seed " + seed);
            // A block that an index no longer has is one of it for libtsk, and its names exist.
            Set<String> gone = filesIn(theirs);
            gone.removeAll(exists);
            theirs.removeIf(fact -> gone.stream().anyMatch(fact::contains));
            List<String> more = new ArrayList<>(ours);
            more.removeAll(theirs);
            theirs.removeAll(ours);
            assertEquals(String.join("\n", theirs), String.join("\n", more), "seed " + seed);
        }
    }

    @Test
    void eachDeletedNameIsFound() throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Path raw = history(seed, new ArrayList<>());
            WalkOptions all = WalkOptions.defaults().withOrphans(true);
            Set<String> missing = deletedNames(facts(new TskFileSystemReader(), raw, all));
            assertTrue(missing.size() > 5, missing.toString());
            missing.removeAll(deletedNames(facts(FileSystemReaders.named("java"), raw, all)));
            assertEquals(Set.of(), missing, "seed " + seed);
        }
    }

    private static Set<String> filesIn(List<String> facts) {
        Set<String> names = new TreeSet<>();
        for (String fact : facts) {
            if (fact.contains(" file/file ")) {
                String path = fact.substring(0, fact.indexOf(" file/file "));
                if (!path.startsWith("/$Extend/")) {
                    names.add(path);
                }
            }
        }
        return names;
    }

    private static Set<String> deletedNames(List<String> facts) {
        Set<String> names = new TreeSet<>();
        for (String fact : facts) {
            if (fact.contains(" deleted-name ")) {
                // What kind it is the library does not always say.
                names.add(fact.replaceFirst(" [a-z]+/[a-z]+ .*@", " @").replaceFirst(" \\d+ bytes.*", ""));
            }
        }
        return names;
    }

    private static List<String> facts(FileSystemReader reader, Path raw, WalkOptions options) throws IOException {
        try (RandomAccessSource disk = RandomAccessSources.ofPath(raw)) {
            return ReaderFacts.of(reader, disk, options).stream()
                    .filter(fact -> !fact.startsWith("/$BadClus ") && !fact.startsWith("files "))
                    .sorted()
                    .toList();
        }
    }

    private Path history(int seed, List<String> files) throws IOException {
        Path raw = folder.resolve("seed" + seed + ".raw");
        int cluster = 512 << seed % 4;
        InteropTools.run(folder, "truncate", "-s", "40M", raw.toString()).requireSuccess();
        InteropTools.run(
                        folder,
                        "mkfs.ntfs",
                        "-q",
                        "-F",
                        "-f",
                        "-c",
                        "" + cluster,
                        "-s",
                        "512",
                        "-p",
                        "0",
                        "-H",
                        "16",
                        "-S",
                        "63",
                        raw.toString())
                .requireSuccess();
        Random random = new Random(seed);
        List<String> folders = new ArrayList<>(List.of(""));
        try (NtfsVolume volume = NtfsVolume.open(raw)) {
            volume.compressedFolder("/compressed");
            for (int step = 0; step < STEPS; step++) {
                step(volume, random, step, folders, files);
            }
        }
        return raw;
    }

    private static void step(NtfsVolume volume, Random random, int step, List<String> folders, List<String> files)
            throws IOException {
        String in = folders.get(random.nextInt(folders.size()));
        int kind = files.isEmpty() ? 2 : random.nextInt(20);
        String some = files.isEmpty() ? "" : files.get(random.nextInt(files.size()));
        if (kind < 2) {
            volume.folder(in + "/folder " + step);
            folders.add(in + "/folder " + step);
        } else if (kind < 9) {
            String name = in + "/file of a länger name " + step + ".txt";
            volume.write(
                    name,
                    NtfsWalkTest.bytes(step, random.nextInt(3) == 0 ? random.nextInt(90_000) : random.nextInt(900)));
            files.add(name);
        } else if (kind < 10) {
            volume.compressed("/compressed/" + step, text(random, random.nextInt(300_000)));
            files.add("/compressed/" + step);
        } else if (kind < 12) {
            volume.writeAt(some, random.nextInt(900_000), NtfsWalkTest.bytes(step, 1 + random.nextInt(20_000)));
        } else if (kind < 13) {
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                volume.stream(some, "s" + random.nextInt(60), NtfsWalkTest.bytes(i, random.nextInt(400)));
            }
        } else if (kind < 14) {
            volume.stream(
                    in.isEmpty() ? "/compressed" : in,
                    "of a folder " + random.nextInt(5),
                    new byte[random.nextInt(300)]);
        } else if (kind < 15) {
            volume.truncate(some, random.nextInt(40_000));
        } else if (kind < 16) {
            try {
                volume.rename(some, in + "/renamed " + step);
            } catch (IOException e) {
                // The library cannot add a name where a record is full, and leaves the file as it was.
                return;
            }
            files.remove(some);
            files.add(in + "/renamed " + step);
        } else {
            files.remove(some);
            volume.delete(some);
        }
    }

    private static byte[] text(Random random, int size) {
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
            text.append("word ").append(random.nextInt(40)).append(random.nextInt(9) == 0 ? "\n" : ", ");
        }
        return Arrays.copyOf(text.toString().getBytes(StandardCharsets.UTF_8), size);
    }
}
