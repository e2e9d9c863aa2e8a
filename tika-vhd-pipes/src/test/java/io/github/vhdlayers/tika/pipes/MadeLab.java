package io.github.vhdlayers.tika.pipes;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A lab of chains that other people's programs made file systems on: ext4 with renamed folders and further links, FAT16 and NTFS, each a
 * base with children and a grandchild.
 */
final class MadeLab {
    static final String[] PROGRAMS = {"mke2fs", "debugfs", "mkfs.fat", "mcopy", "mdel", "mren", "mkfs.ntfs", "ntfscp"};
    private static final Instant OLD = Instant.parse("2026-02-03T04:05:06Z");

    private final Path work;
    private final Path disks;
    private final Random random = new Random(25);
    private int names;

    private MadeLab(Path work, Path disks) {
        this.work = work;
        this.disks = disks;
    }

    /** Makes the lab in a folder for disks; another folder takes what programs need on the way. */
    static void write(Path work, Path disks) throws IOException {
        MadeLab lab = new MadeLab(work, disks);
        lab.ext();
        lab.fat();
        lab.ntfs();
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
                        "write " + lab.content("CRASH") + " crash.txt",
                        "write " + lab.content("HANG") + " hang.txt",
                        "write " + lab.content("harmless") + " harmless.txt"));
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
        List<String> first = new ArrayList<>(List.of("mkdir docs", "mkdir docs/old", "mkdir home"));
        for (int i = 0; i < 12; i++) {
            first.add("write " + content("ext " + i) + " docs/old/" + i + ".txt");
        }
        first.add("write " + content("shared by all") + " home/shared.txt");
        first.add("write " + content("linked") + " home/one.txt");
        byte[] base = state(raw, first);
        byte[] middle = state(
                raw,
                List.of(
                        "ln docs/old docs/archive",
                        "unlink docs/old",
                        "rm docs/archive/3.txt",
                        "write " + content("ext new") + " home/new.txt"));
        byte[] leaf = state(
                raw,
                List.of(
                        "ln docs/archive/1.txt home/renamed.txt",
                        "unlink docs/archive/1.txt",
                        "rm docs/archive/2.txt",
                        "write " + content("another two") + " docs/archive/2.txt"));
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
        for (int i = 0; i < 10; i++) {
            run("mcopy", "-i", raw.toString(), content("fat " + i), "::F" + i + ".TXT");
        }
        run("mcopy", "-i", raw.toString(), content("shared by all"), "::SHARED.TXT");
        byte[] base = Files.readAllBytes(raw);
        run("mren", "-i", raw.toString(), "::F1.TXT", "::RENAMED.TXT");
        run("mdel", "-i", raw.toString(), "::F2.TXT");
        byte[] middle = Files.readAllBytes(raw);
        run("mcopy", "-o", "-i", raw.toString(), content("fat three anew"), "::F3.TXT");
        run("mcopy", "-i", raw.toString(), content("a long name"), "::a much longer name.txt");
        chains("fat", base, middle, Files.readAllBytes(raw));
    }

    private void ntfs() throws IOException {
        Path raw = work.resolve("ntfs.raw");
        run("truncate", "-s", "12M", raw.toString());
        run("mkfs.ntfs", "-q", "-F", "-s", "512", "-p", "0", raw.toString());
        for (int i = 0; i < 6; i++) {
            run("ntfscp", "-f", raw.toString(), content("ntfs " + i), "n" + i + ".txt");
        }
        run("ntfscp", "-f", raw.toString(), content("shared by all"), "shared.txt");
        byte[] base = Files.readAllBytes(raw);
        run("ntfscp", "-f", "-N", "stream", raw.toString(), content("a stream"), "n1.txt");
        byte[] middle = Files.readAllBytes(raw);
        run("ntfscp", "-f", raw.toString(), content("ntfs two anew"), "n2.txt");
        chains("ntfs", base, middle, Files.readAllBytes(raw));
    }

    /** A base, its child with a grandchild, and a second child; parents and children are in different folders, and renamed. */
    private void chains(String name, byte[] base, byte[] middle, byte[] leaf) throws IOException {
        Path bases = Files.createDirectories(disks.resolve("bases"));
        Path cases = Files.createDirectories(disks.resolve("cases").resolve(name));
        List<DiskImage> layers = TestChain.ofStates(List.of(base, middle, leaf)).layers();
        DiskImage first = identified(layers.get(2)).build();
        DiskImage child = identified(layers.get(1)).parent(first).build();
        DiskImage grandchild = identified(layers.get(0)).parent(child).build();
        DiskImage other = identified(
                        TestChain.ofStates(List.of(base, leaf)).layers().get(0))
                .parent(first)
                .build();
        write(first, bases.resolve(name + "-0001"));
        write(child, cases.resolve("0002.avhd"));
        write(grandchild, cases.resolve("0003.vhd"));
        write(other, cases.resolve("0004.vhd"));
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
