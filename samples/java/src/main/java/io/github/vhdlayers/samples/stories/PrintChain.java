package io.github.vhdlayers.samples.stories;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.ChainLink;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.diag.Finding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints a chain: every file of it, how well each fits its child, and what is odd. */
public final class PrintChain {
    private PrintChain() {}

    /** {@code PrintChain FILE FOLDER}: the folder is where parents are looked for. */
    public static void main(String[] args) throws IOException {
        printChain(Path.of(args[0]), sameNameIn(Path.of(args[1])), System.out);
    }

    static void printChain(Path file, ParentResolver resolver, PrintStream out) throws IOException {
        VhdOptions options = VhdOptions.builder()
                .parentResolver(resolver)
                .orphans(OrphanPolicy.SERVE_KNOWN) // what only a missing parent knows is unknown, never zeros
                .build();
        try (VirtualDisk disk = VirtualDisk.open(file, options)) {
            for (DiskLayer layer : disk.chain().layers()) {
                out.println("layer " + layer.index() + ": " + layer.file().type() + ", made "
                        + when(layer.file().created()) + ", id "
                        + layer.file().uniqueId());
            }
            for (ChainLink link : disk.chain().links()) {
                out.println("layer " + link.parentLayer() + " " + verdict(link) + " of layer " + link.childLayer());
            }
            MissingParent missing = disk.chain().missingParent();
            if (missing != null) {
                out.println("the parent of layer " + missing.childLayer() + " is missing: "
                        + missing.reference().baseNames());
            }
            for (Finding finding : disk.findings()) {
                out.println(finding.severity() + ": " + finding.code().meaning());
            }
        }
    }

    private static String when(@Nullable Instant created) {
        return created == null ? "at a time that a VHDX does not record" : created.toString();
    }

    private static String verdict(ChainLink link) {
        return switch (link.id()) {
            case MATCHES -> "is the parent";
            case MISMATCH_FORCED -> "was forced to be the parent";
            case CHANGED_SINCE_FORCED -> "was forced to be the parent, and was changed since";
            case RAW -> "is a raw file, taken for the parent";
        };
    }

    /** A resolver of our own. The names come from the disk and are compared, never followed. */
    static ParentResolver sameNameIn(Path folder) {
        return reference -> {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> reference
                                .baseNames()
                                .contains(file.getFileName().toString()))
                        .map(ParentCandidate::ofPath)
                        .toList();
            }
        };
    }
}
