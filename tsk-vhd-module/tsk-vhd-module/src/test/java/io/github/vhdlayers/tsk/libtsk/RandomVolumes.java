package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.volume.ExFatVolume;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes two states of a volume of each file system: files in folders, and what happened to some of them. */
final class RandomVolumes {
    static final List<String> KINDS = List.of("fat12", "fat16", "fat32", "exfat", "ntfs", "ext2", "ext3", "ext4");

    private static final int FOLDERS = 2;

    private final Path folder;
    private final Random random;
    private final Path before;
    private final Path after;

    RandomVolumes(Path folder, Random random) {
        this.folder = folder;
        this.random = random;
        this.before = folder.resolve("before.raw");
        this.after = folder.resolve("after.raw");
    }

    /** The programs that a kind needs and that are not there. */
    static String missing(String kind) {
        if (kind.startsWith("fat")) {
            return InteropTools.missing("mkfs.fat", "mcopy", "mdel", "mren", "mmd");
        }
        if (kind.startsWith("ext")) {
            return InteropTools.missing("mke2fs", "debugfs");
        }
        return InteropTools.missing(kind.equals("ntfs") ? "mkntfs" : "mkfs.exfat");
    }

    /** What can be done to a volume. */
    private interface Volume {
        void folder(String path) throws IOException;

        void write(String path, byte[] content) throws IOException;

        void delete(String path) throws IOException;

        void rename(String from, String to) throws IOException;
    }

    /** The two states. */
    List<byte[]> make(String kind) throws IOException {
        if (kind.startsWith("fat")) {
            String size = kind.equals("fat12") ? "1M" : kind.equals("fat16") ? "8M" : "34M";
            tool("truncate", "-s", size, before.toString());
            tool("/usr/sbin/mkfs.fat", "-F", kind.substring(3), "-s", "1", "-i", "5eed0001", before.toString());
            tree();
            tool("sh", "-c", "mcopy -s -i before.raw tree/* ::");
            Files.copy(before, after);
            second(fat(after));
        } else if (kind.startsWith("ext")) {
            tool("truncate", "-s", "8M", before.toString());
            String block = random.nextBoolean() ? "1024" : "4096";
            tree();
            tool("/usr/sbin/mke2fs", "-q", "-t", kind, "-b", block, "-d", "tree", before.toString());
            Files.copy(before, after);
            List<String> requests = new ArrayList<>();
            second(ext(requests));
            Files.write(folder.resolve("requests"), requests);
            tool("/usr/sbin/debugfs", "-w", "-f", "requests", after.toString());
        } else if (kind.equals("ntfs")) {
            NtfsVolume.format(before, 8 << 20);
            try (NtfsVolume volume = NtfsVolume.open(before)) {
                first(ntfs(volume));
            }
            Files.copy(before, after);
            try (NtfsVolume volume = NtfsVolume.open(after)) {
                second(ntfs(volume));
            }
        } else {
            ExFatVolume.format(before, 8 << 20);
            try (ExFatVolume volume = ExFatVolume.open(before)) {
                first(exFat(volume));
            }
            Files.copy(before, after);
            try (ExFatVolume volume = ExFatVolume.open(after)) {
                second(exFat(volume));
            }
        }
        return List.of(Files.readAllBytes(before), Files.readAllBytes(after));
    }

    private void tree() throws IOException {
        first(new Volume() {
            @Override
            public void folder(String path) throws IOException {
                Files.createDirectories(folder.resolve("tree" + path));
            }

            @Override
            public void write(String path, byte[] content) throws IOException {
                Files.write(folder.resolve("tree" + path), content);
            }

            @Override
            public void delete(String path) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void rename(String from, String to) {
                throw new UnsupportedOperationException();
            }
        });
    }

    private void first(Volume volume) throws IOException {
        for (int i = 0; i < FOLDERS; i++) {
            volume.folder("/folder" + i);
            for (int j = 0; j < 6; j++) {
                volume.write("/folder" + i + "/file number " + j, bytes());
            }
        }
        volume.folder("/folder0/inner");
        for (int j = 0; j < 30; j++) {
            volume.write("/folder0/inner/one of many files " + j, bytes());
        }
        for (int j = 0; j < 6; j++) {
            volume.write("/top" + j, bytes());
        }
    }

    private void second(Volume volume) throws IOException {
        for (int i = 0; i < FOLDERS; i++) {
            int from = random.nextInt(6);
            volume.delete("/folder" + i + "/file number " + from);
            volume.rename("/folder" + i + "/file number " + (from + 1) % 6, "/folder" + i + "/renamed");
            volume.write("/folder" + i + "/new", bytes());
            volume.delete("/folder" + i + "/file number " + (from + 2) % 6);
            volume.write("/folder" + i + "/file number " + (from + 2) % 6, bytes());
        }
        volume.folder("/newfolder");
        volume.write("/newfolder/x", bytes());
        volume.delete("/top1");
        volume.write("/top1 again", bytes());
        for (int j = 30; j < 33; j++) {
            volume.write("/folder0/inner/one of many files " + j, bytes());
        }
    }

    private byte[] bytes() {
        byte[] content = new byte[1 + random.nextInt(random.nextInt(4) == 0 ? 20_000 : 1_500)];
        random.nextBytes(content);
        return content;
    }

    private Volume fat(Path raw) {
        return new Volume() {
            @Override
            public void folder(String path) throws IOException {
                tool("mmd", "-i", raw.toString(), "::" + path);
            }

            @Override
            public void write(String path, byte[] content) throws IOException {
                Path file = Files.write(folder.resolve("content"), content);
                tool("mcopy", "-i", raw.toString(), "-o", file.toString(), "::" + path);
            }

            @Override
            public void delete(String path) throws IOException {
                tool("mdel", "-i", raw.toString(), "::" + path);
            }

            @Override
            public void rename(String from, String to) throws IOException {
                tool("mren", "-i", raw.toString(), "::" + from, "::" + to);
            }
        };
    }

    /** Requests for debugfs. */
    private Volume ext(List<String> requests) {
        return new Volume() {
            @Override
            public void folder(String path) {
                requests.add("mkdir \"" + path + "\"");
            }

            @Override
            public void write(String path, byte[] content) throws IOException {
                Path file = Files.write(folder.resolve("content" + requests.size()), content);
                requests.add("write " + file + " \"" + path + "\"");
                // A system gives every inode another number; debugfs leaves the old one there.
                requests.add("sif \"" + path + "\" generation " + (1 + random.nextInt(1 << 30)));
            }

            @Override
            public void delete(String path) {
                requests.add("rm \"" + path + "\"");
            }

            @Override
            public void rename(String from, String to) {
                requests.add("ln \"" + from + "\" \"" + to + "\"");
                requests.add("unlink \"" + from + "\"");
            }
        };
    }

    private static Volume ntfs(NtfsVolume volume) {
        return new Volume() {
            @Override
            public void folder(String path) throws IOException {
                volume.folder(path);
            }

            @Override
            public void write(String path, byte[] content) throws IOException {
                volume.write(path, content);
            }

            @Override
            public void delete(String path) throws IOException {
                volume.delete(path);
            }

            @Override
            public void rename(String from, String to) throws IOException {
                volume.rename(from, to);
            }
        };
    }

    private static Volume exFat(ExFatVolume volume) {
        return new Volume() {
            @Override
            public void folder(String path) throws IOException {
                volume.folder(path);
            }

            @Override
            public void write(String path, byte[] content) throws IOException {
                volume.write(path, content);
            }

            @Override
            public void delete(String path) throws IOException {
                volume.delete(path);
            }

            @Override
            public void rename(String from, String to) throws IOException {
                volume.rename(from, to);
            }
        };
    }

    private void tool(String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8", "MTOOLS_SKIP_CHECK=1"));
        whole.addAll(Arrays.asList(command));
        InteropTools.run(folder, whole.toArray(String[]::new)).requireSuccess();
    }
}
