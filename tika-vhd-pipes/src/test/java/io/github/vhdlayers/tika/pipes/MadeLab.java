package io.github.vhdlayers.tika.pipes;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * A lab of chains that other people's programs made file systems on: ext4 with renamed folders and further links, FAT16 and NTFS, each a
 * base with children and a grandchild.
 */
final class MadeLab {
    static final String[] PROGRAMS = {
        "mke2fs", "debugfs", "mkfs.fat", "mcopy", "mdel", "mren", "mmd", "mkfs.ntfs", "ntfscp"
    };
    private static final Instant OLD = Instant.parse("2026-02-03T04:05:06Z");

    private final Path work;
    private final Path disks;
    private final Random random = new Random(25);

    /** What the disk that is being made holds: path and stream of every file, and the SHA-256 of what was put there. */
    private final Map<String, String> now = new TreeMap<>();

    private final Map<Path, Map<String, String>> known = new HashMap<>();
    private int names;

    private MadeLab(Path work, Path disks) {
        this.work = work;
        this.disks = disks;
    }

    /**
     * Makes the lab in a folder for disks; another folder takes what programs need on the way.
     *
     * @return what each disk holds, by what was put there and without any reader: path and stream of every file, and the SHA-256
     */
    static Map<Path, Map<String, String>> write(Path work, Path disks) throws IOException {
        MadeLab lab = new MadeLab(work, disks);
        lab.ext();
        lab.fat();
        lab.ntfs();
        return lab.known;
    }

    /** Adds a disk with a content that ends its parser's process, and one that its parser never comes to an end with. */
    static void addHostile(Path work, Path disks) throws IOException {
        MadeLab lab = new MadeLab(work, disks);
        Path raw = work.resolve("hostile.raw");
        lab.run("truncate", "-s", "4M", raw.toString());
        lab.run("mke2fs", "-q", "-t", "ext2", raw.toString());
        byte[] base = lab.state(
                raw,
                List.of(
                        lab.put("CRASH", "crash.txt"),
                        lab.put("HANG", "hang.txt"),
                        lab.put("harmless", "harmless.txt")));
        write(
                lab.identified(TestChain.ofStates(List.of(base)).leaf()).build(),
                Files.createDirectories(disks.resolve("hostile")).resolve("disk.vhd"));
        Files.write(disks.resolve("hostile").resolve("damaged.vhd"), damaged(base));
    }

    private static byte[] damaged(byte[] disk) {
        byte[] bytes = TestChain.ofStates(List.of(disk)).leaf().toBytes();
        bytes[512] = 0;
        return bytes;
    }

    private void ext() throws IOException {
        Path raw = work.resolve("ext.raw");
        run("truncate", "-s", "8M", raw.toString());
        run("mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", raw.toString());
        now.clear();
        List<String> first = new ArrayList<>(List.of("mkdir docs", "mkdir docs/old", "mkdir home"));
        for (int i = 0; i < 12; i++) {
            first.add(put("ext " + i, "docs/old/" + i + ".txt"));
        }
        first.add(put("shared by all", "home/shared.txt"));
        first.add(put("linked", "home/one.txt"));
        State base = new State(state(raw, first), Map.copyOf(now));
        move("docs/old/", "docs/archive/");
        remove("docs/archive/3.txt");
        State middle = new State(
                state(
                        raw,
                        List.of(
                                "ln docs/old docs/archive",
                                "unlink docs/old",
                                "rm docs/archive/3.txt",
                                put("ext new", "home/new.txt"))),
                Map.copyOf(now));
        move("docs/archive/1.txt", "home/renamed.txt");
        State leaf = new State(
                state(
                        raw,
                        List.of(
                                "ln docs/archive/1.txt home/renamed.txt",
                                "unlink docs/archive/1.txt",
                                "rm docs/archive/2.txt",
                                put("another two", "docs/archive/2.txt"))),
                Map.copyOf(now));
        chains("ext", base, middle, leaf);
    }

    private byte[] state(Path raw, List<String> requests) throws IOException {
        Path list = Files.write(work.resolve("requests"), requests);
        run("debugfs", "-w", "-f", list.toString(), raw.toString());
        return Files.readAllBytes(raw);
    }

    private void fat() throws IOException {
        Path raw = work.resolve("fat.raw");
        run("truncate", "-s", "8M", raw.toString());
        run("mkfs.fat", "-F", "16", "-s", "1", raw.toString());
        now.clear();
        for (int i = 0; i < 10; i++) {
            copy(raw, "fat " + i, "F" + i + ".TXT");
        }
        run("mmd", "-i", raw.toString(), "::LETTERS");
        copy(raw, "fat in a folder", "LETTERS/ONE.TXT");
        copy(raw, "shared by all", "SHARED.TXT");
        State base = state(raw);
        run("mren", "-i", raw.toString(), "::F1.TXT", "::RENAMED.TXT");
        move("F1.TXT", "RENAMED.TXT");
        run("mdel", "-i", raw.toString(), "::F2.TXT");
        remove("F2.TXT");
        run("mren", "-i", raw.toString(), "::LETTERS", "::ARCHIVE");
        move("LETTERS/", "ARCHIVE/");
        State middle = state(raw);
        copy(raw, "fat three anew", "F3.TXT");
        copy(raw, "a long name", "a much longer name.txt");
        chains("fat", base, middle, state(raw));
    }

    private void copy(Path raw, String words, String path) throws IOException {
        String file = content(words);
        run("mcopy", "-o", "-i", raw.toString(), file, "::" + path);
        now.put(key(path, ""), sha256(file));
    }

    private void ntfs() throws IOException {
        Path raw = work.resolve("ntfs.raw");
        run("truncate", "-s", "12M", raw.toString());
        run("mkfs.ntfs", "-q", "-F", "-s", "512", "-p", "0", raw.toString());
        now.clear();
        for (int i = 0; i < 6; i++) {
            ntfsCopy(raw, "ntfs " + i, "n" + i + ".txt", "");
        }
        ntfsCopy(raw, "shared by all", "shared.txt", "");
        State base = state(raw);
        ntfsCopy(raw, "a stream", "n1.txt", "stream");
        State middle = state(raw);
        ntfsCopy(raw, "ntfs two anew", "n2.txt", "");
        chains("ntfs", base, middle, state(raw));
    }

    private void ntfsCopy(Path raw, String words, String path, String stream) throws IOException {
        String file = content(words);
        List<String> command = new ArrayList<>(List.of("ntfscp", "-f"));
        if (!stream.isEmpty()) {
            command.addAll(List.of("-N", stream));
        }
        command.addAll(List.of(raw.toString(), file, path));
        run(command.toArray(new String[0]));
        now.put(key(path, stream), sha256(file));
    }

    /** A disk, and what it holds. */
    private static final class State {
        final byte[] disk;
        final Map<String, String> known;

        State(byte[] disk, Map<String, String> known) {
            this.disk = disk;
            this.known = known;
        }
    }

    private State state(Path raw) throws IOException {
        return new State(Files.readAllBytes(raw), Map.copyOf(now));
    }

    private static String key(String path, String stream) {
        return "/" + path + " " + stream;
    }

    /** The request that puts a content into an ext disk. */
    private String put(String words, String path) throws IOException {
        String file = content(words);
        now.put(key(path, ""), sha256(file));
        return "write " + file + " " + path;
    }

    private void remove(String path) {
        now.remove(key(path, ""));
    }

    /** A file, or all below a folder. */
    private void move(String from, String to) {
        for (String key : List.copyOf(now.keySet())) {
            if (key.startsWith("/" + from)) {
                now.put("/" + to + key.substring(1 + from.length()), Objects.requireNonNull(now.remove(key)));
            }
        }
    }

    private static String sha256(String file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(file))));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** A base, its child with a grandchild, and a second child; parents and children are in different folders, and renamed. */
    private void chains(String name, State base, State middle, State leaf) throws IOException {
        Path bases = Files.createDirectories(disks.resolve("bases"));
        Path cases = Files.createDirectories(disks.resolve("cases").resolve(name));
        List<DiskImage> layers =
                TestChain.ofStates(List.of(base.disk, middle.disk, leaf.disk)).layers();
        DiskImage first = identified(layers.get(2)).build();
        DiskImage child = identified(layers.get(1)).parent(first).build();
        DiskImage grandchild = identified(layers.get(0)).parent(child).build();
        DiskImage other = identified(TestChain.ofStates(List.of(base.disk, leaf.disk))
                        .layers()
                        .get(0))
                .parent(first)
                .build();
        write(first, bases.resolve(name + "-0001"), base);
        write(child, cases.resolve("0002.avhd"), middle);
        write(grandchild, cases.resolve("0003.vhd"), leaf);
        write(other, cases.resolve("0004.vhd"), leaf);
    }

    private void write(DiskImage image, Path file, State state) throws IOException {
        write(image, file);
        known.put(file.toRealPath(), state.known);
    }

    /** With an id of its own: chains of states all have the same. */
    private DiskImage.Builder identified(DiskImage image) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return image.toBuilder().uniqueId(id);
    }

    private static void write(DiskImage image, Path file) throws IOException {
        Files.write(file, image.toBytes());
        Files.setLastModifiedTime(file, FileTime.from(OLD));
    }

    /** A file of some thousand bytes, the same for the same words. */
    private String content(String words) throws IOException {
        Random bytes = new Random(words.hashCode());
        StringBuilder text = new StringBuilder(words).append('\n');
        for (int i = bytes.nextInt(400); i >= 0; i--) {
            text.append(Long.toUnsignedString(bytes.nextLong(), 36)).append(' ');
        }
        return Files.writeString(work.resolve("content" + names++ + "-" + random.nextInt(1000)), text)
                .toString();
    }

    private void run(String... command) throws IOException {
        InteropTools.run(work, command).requireSuccess();
    }
}
