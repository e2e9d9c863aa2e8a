package io.github.vhdlayers.tika;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.HiddenPackages;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reader's module exports to the parser every internal package that the parser uses. */
class InternalPackagesTest {
    @Test
    void packagesThatAreUsedAreExported() {
        Optional<Set<String>> hidden =
                HiddenPackages.of(VirtualDisk.class, VhdParser.class, "io.github.vhdlayers.tika");
        assumeTrue(hidden.isPresent(), "the reader was compiled without its module's description");
        assertEquals(Optional.of(Set.of()), hidden);
    }
}
