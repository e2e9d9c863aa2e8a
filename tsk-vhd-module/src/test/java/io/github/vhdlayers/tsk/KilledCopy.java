package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VirtualDisk;
import java.nio.file.Path;

/** A program that dies in the middle of a copy, without a chance to clean up. */
final class KilledCopy {
    static final int EXIT = 77;

    private KilledCopy() {}

    public static void main(String[] args) throws Exception {
        Path leaf = Path.of(args[0]);
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            CaseCopy.write(disk, leaf, Path.of(args[1]), (task, done, total) -> {
                if (done > total / 2) {
                    Runtime.getRuntime().halt(EXIT);
                }
                return true;
            });
        }
    }
}
