package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VirtualDisk;
import java.nio.file.Path;
import java.util.Set;

/** A program that copies, and dies when a part of the copy is done, without a chance to clean up; or does not die, if the part is over 1. */
final class KilledCopy {
    static final int EXIT = 77;

    private KilledCopy() {}

    public static void main(String[] args) throws Exception {
        Path leaf = Path.of(args[0]);
        double part = Double.parseDouble(args[2]);
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            CaseCopy.write(
                    disk, null, String.valueOf(leaf.getFileName()), Path.of(args[1]), Set::of, (task, done, total) -> {
                        if (done >= part * total) {
                            Runtime.getRuntime().halt(EXIT);
                        }
                        return true;
                    });
        }
    }
}
