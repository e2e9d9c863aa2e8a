package io.github.vhdlayers.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Volumes that the first of several readers does not read. */
class JoinedFileSystemsTest {
    private static DiskFileSystems with(VolumeProblem problem) {
        return (DiskFileSystems) Proxy.newProxyInstance(
                DiskFileSystems.class.getClassLoader(),
                new Class<?>[] {DiskFileSystems.class},
                (proxy, method, arguments) -> method.getName().equals("problems") ? List.of(problem) : List.of());
    }

    private static List<VolumeProblem> joined(VolumeProblem.Kind first, VolumeProblem.Kind second) {
        return JoinedFileSystems.of(List.of(
                        with(new VolumeProblem(null, first, "holds ISO 9660, which is not read here")),
                        with(new VolumeProblem(null, second, "takes too long"))))
                .problems();
    }

    @Test
    void whatAnotherReaderCouldNotReadSaysWhy() {
        assertEquals(
                List.of(new VolumeProblem(
                        null, VolumeProblem.Kind.UNREADABLE, "holds ISO 9660, which is not read here: takes too long")),
                joined(VolumeProblem.Kind.UNSUPPORTED, VolumeProblem.Kind.UNREADABLE));
    }

    @Test
    void whatTheOthersDoNotKnowEitherStaysAsItIs() {
        assertEquals(
                List.of(new VolumeProblem(
                        null, VolumeProblem.Kind.UNSUPPORTED, "holds ISO 9660, which is not read here")),
                joined(VolumeProblem.Kind.UNSUPPORTED, VolumeProblem.Kind.UNRECOGNISED));
        assertEquals(
                VolumeProblem.Kind.UNRECOGNISED,
                joined(VolumeProblem.Kind.UNRECOGNISED, VolumeProblem.Kind.UNREADABLE)
                        .get(0)
                        .kind());
    }
}
