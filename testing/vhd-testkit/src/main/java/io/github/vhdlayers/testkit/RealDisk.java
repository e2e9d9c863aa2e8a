package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A raw disk in a file, on which other people's programs make tables and file systems. For one thread. */
public final class RealDisk {
    private static final Pattern DUMPED =
            Pattern.compile("(?m)(\\d+) : start= *(\\d+), size= *(\\d+), type=([0-9A-Fa-f-]+)(, uuid=([0-9A-F-]+))?");

    private final Path folder;
    private final Path file;

    private RealDisk(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    /** A disk of zeros, {@code disk.raw} in a folder that also takes what programs need on the way. */
    public static RealDisk create(Path folder, long sectors) throws IOException {
        Path file = folder.resolve("disk.raw");
        resize(file, sectors);
        return new RealDisk(folder, file);
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** All of its bytes, as they are now. */
    public byte[] bytes() throws IOException {
        return Files.readAllBytes(file);
    }

    /** Divides it as a script of sfdisk says; what the partitions hold is left alone. */
    public RealDisk sfdisk(String script) throws IOException {
        Path input = Files.writeString(folder.resolve("script"), script);
        InteropTools.run(folder, "sh", "-c", "sfdisk -q --wipe never " + file + " < " + input)
                .requireSuccess();
        return this;
    }

    /** Runs sgdisk on it. */
    public RealDisk sgdisk(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("sgdisk"));
        command.addAll(List.of(options));
        command.add(file.toString());
        InteropTools.run(folder, command.toArray(new String[0])).requireSuccess();
        return this;
    }

    /**
     * Makes a file system in a file of its own, which takes the place of some sectors.
     *
     * @param command the program and its options; the file is its last argument
     */
    public RealDisk format(long firstSector, long sectors, String... command) throws IOException {
        Path volume = folder.resolve("volume");
        Files.deleteIfExists(volume);
        resize(volume, sectors);
        List<String> all = new ArrayList<>(List.of(command));
        all.add(volume.toString());
        InteropTools.run(folder, all.toArray(new String[0])).requireSuccess();
        return put(volume, firstSector);
    }

    /**
     * Takes sectors out, lets a program change them, and puts them back.
     *
     * @param command the program and its arguments, of which {@code VOLUME} stands for the file with the sectors
     */
    public RealDisk change(long firstSector, long sectors, String... command) throws IOException {
        Path volume = cut(firstSector, sectors);
        String[] all = command.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] = all[i].replace("VOLUME", volume.toString());
        }
        InteropTools.run(folder, all).requireSuccess();
        return put(volume, firstSector);
    }

    /** Sectors in a file of their own, which the next such call replaces. */
    public Path cut(long firstSector, long sectors) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(sectors * Sectors.BYTES)];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(firstSector * Sectors.BYTES);
            in.readFully(bytes);
        }
        return Files.write(folder.resolve("volume"), bytes);
    }

    private RealDisk put(Path volume, long firstSector) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(firstSector * Sectors.BYTES);
            out.write(Files.readAllBytes(volume));
        }
        return this;
    }

    /**
     * What sfdisk dumps of a raw disk: number, first sector, sectors, type and, in a GPT, id of every partition, in lower case
     * with blanks between.
     */
    public static List<String> sfdiskDump(Path disk) throws IOException {
        String dump = InteropTools.run(
                        Path.of("."), "sfdisk", "-d", disk.toAbsolutePath().toString())
                .requireSuccess()
                .text()
                .replace(disk.toAbsolutePath().toString(), "");
        Matcher line = DUMPED.matcher(dump);
        List<String> lines = new ArrayList<>();
        while (line.find()) {
            String id = line.group(6) == null ? "" : line.group(6);
            lines.add((line.group(1) + " " + line.group(2) + " " + line.group(3) + " " + line.group(4) + " " + id)
                    .toLowerCase(Locale.ROOT));
        }
        return lines;
    }

    /** What sgdisk prints of a raw disk with a GPT: number, first and last sector of every partition. */
    public static List<String> sgdiskPrint(Path disk) throws IOException {
        String print = InteropTools.run(
                        Path.of("."), "sgdisk", "-p", disk.toAbsolutePath().toString())
                .requireSuccess()
                .text();
        Matcher line = Pattern.compile("(?m)^ +(\\d+) +(\\d+) +(\\d+) +\\S+ \\S+ +\\S+ *(.*)$")
                .matcher(print);
        List<String> lines = new ArrayList<>();
        while (line.find()) {
            lines.add(line.group(1) + " " + line.group(2) + " " + line.group(3));
        }
        return lines;
    }

    private static void resize(Path file, long sectors) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(sectors * Sectors.BYTES);
        }
    }
}
