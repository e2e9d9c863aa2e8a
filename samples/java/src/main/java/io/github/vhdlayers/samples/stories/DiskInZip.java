package io.github.vhdlayers.samples.stories;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Opens a chain without unpacking the archive that it is in: a source and a resolver of our own. */
public final class DiskInZip {
    private DiskInZip() {}

    /** {@code DiskInZip ARCHIVE ENTRY}. */
    public static void main(String[] args) throws IOException {
        diskInZip(Path.of(args[0]), args[1], System.out);
    }

    static void diskInZip(Path archive, String entry, PrintStream out) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            VhdOptions options =
                    VhdOptions.builder().parentResolver(entriesOf(zip)).build();
            try (VirtualDisk disk = VirtualDisk.open(source(zip, entry), options)) {
                disk.chain().layers().forEach(layer -> out.println("layer " + layer.index() + ": " + layer.name()));
                out.println("bytes: " + disk.size());
                out.println("unwritten sectors: " + disk.ownership().summary().unwrittenSectors());
            }
        }
    }

    /** Any entry with the extension of a disk may be the parent: the id that the child records decides. */
    private static ParentResolver entriesOf(ZipFile zip) {
        return reference -> zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*\\.(vhd|avhd|vhdx|avhdx)"))
                .map(name -> ParentCandidate.of(name, () -> source(zip, name)))
                .toList();
    }

    /** Small disks fit into memory; for large ones a source of your own can inflate blocks as they are asked for. */
    private static RandomAccessSource source(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new FileNotFoundException(name);
        }
        try (InputStream bytes = zip.getInputStream(entry)) {
            return RandomAccessSources.ofBytes(name, bytes.readAllBytes());
        }
    }
}
