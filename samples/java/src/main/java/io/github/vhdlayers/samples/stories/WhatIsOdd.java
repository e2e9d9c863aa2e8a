package io.github.vhdlayers.samples.stories;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.VhdException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Prints for each file what is odd about it and its parents, or why it cannot be read, and what to do about it. */
public final class WhatIsOdd {
    private WhatIsOdd() {}

    /** {@code WhatIsOdd FILE...}. */
    public static void main(String[] args) {
        for (String file : args) {
            whatIsOdd(Path.of(file), System.out);
        }
    }

    static void whatIsOdd(Path file, PrintStream out) {
        out.println(file.getFileName() + ":");
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            for (DiskLayer layer : disk.chain().layers()) {
                out.println("  layer " + layer.index() + ": " + layer.file().name());
            }
            print(disk.findings(), out);
            print(disk.examineBlocks(), out); // reads the tables whole, which opening does not
        } catch (ParentException e) {
            out.println("  a parent is missing, tried: " + e.tried().size());
            print(e, out);
        } catch (LimitException e) {
            out.println("  asks for " + e.needed() + " where the limit is " + e.limit());
            print(e, out);
        } catch (VhdException e) {
            print(e, out);
        } catch (IOException e) {
            out.println("  the machine could not read it: " + e.getClass().getSimpleName());
        }
    }

    private static void print(List<Finding> findings, PrintStream out) {
        for (Finding finding : findings) {
            String offset = finding.fileOffset() == null ? "" : " at " + finding.fileOffset();
            out.println("  " + finding.place() + offset + ", " + finding.severity() + " " + finding.code());
            out.println("    " + finding.code().advice());
        }
    }

    private static void print(VhdException problem, PrintStream out) {
        out.println("  " + problem.code());
        out.println("    " + problem.code().advice());
    }
}
