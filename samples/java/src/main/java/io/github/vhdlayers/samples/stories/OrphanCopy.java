package io.github.vhdlayers.samples.stories;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.OwnershipRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies what is known of a disk with a missing parent, and lists what is unknown. */
public final class OrphanCopy {
    /** Stands for unknown bytes in the copy, which cannot tell them from data: the list can. */
    private static final byte FILL = (byte) 0xFE;

    private OrphanCopy() {}

    /** {@code OrphanCopy FILE OUT}. */
    public static void main(String[] args) throws IOException {
        orphanCopy(Path.of(args[0]), Path.of(args[1]), System.out);
    }

    static void orphanCopy(Path file, Path target, PrintStream out) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            out.println("has all its parents: " + disk.chain().layers().size() + " layers");
        } catch (ParentException e) {
            out.println(e.code() + ": " + e.code().advice());
            e.tried().forEach(one -> out.println("tried " + one.cause()));
            copyKnown(file, target, out);
        } catch (VhdException e) {
            out.println(e.code() + ": " + e.code().meaning() + " " + e.code().advice());
        }
    }

    private static void copyKnown(Path file, Path target, PrintStream out) throws IOException {
        VhdOptions options =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(file, options);
                InputStream bytes = RandomAccessSources.inputStream(disk.filled(FILL))) {
            Files.copy(bytes, target);
            long unknown = 0;
            for (OwnershipRun run : disk.ownership()) {
                if (run instanceof OwnershipRun.Unknown) {
                    unknown += run.sectorCount();
                }
            }
            out.println("unknown: " + unknown + " of " + disk.sectors() + " sectors");
        }
    }
}
