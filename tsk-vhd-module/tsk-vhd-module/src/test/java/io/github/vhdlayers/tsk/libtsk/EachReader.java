package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.NoFileSystemReaderException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that are run with either reader of file systems: the one in Java, and the one on libtsk where that is installed. They ask for a
 * reader with {@link #chosen()}; where libtsk is missing, its half is skipped and says so, or fails where nothing may be skipped. {@code
 * -Dreaders=REGEX} runs those of some alone. What is read here is sound, so that libtsk works in this process, which saves a process for
 * each view of each disk; {@code -Dlibtsk.process=true} lets it work in processes of its own, as evidence is read.
 */
@ParameterizedClass(name = "reader {0}")
@MethodSource("readers")
abstract class EachReader {
    static final String JAVA = "java";
    static final String TSK = "tsk";

    /** The name of the reader. */
    @Parameter
    String reader = "";

    static List<String> readers() {
        return Stream.of(JAVA, TSK)
                .filter(name -> name.matches(System.getProperty("readers", ".*")))
                .toList();
    }

    /** The reader of which the tests are. */
    static FileSystemReader chosen() throws NoFileSystemReaderException {
        boolean here =
                TSK.equals(System.getProperty(FileSystemReaders.PROPERTY)) && !Boolean.getBoolean("libtsk.process");
        return here ? new TskFileSystemReader() : FileSystemReaders.find();
    }

    @BeforeParameterizedClassInvocation
    static void choose(String reader) {
        if (reader.equals(TSK)) {
            TestLibrary.get();
        }
        System.setProperty(FileSystemReaders.PROPERTY, reader);
    }

    @AfterParameterizedClassInvocation
    static void forget() {
        System.clearProperty(FileSystemReaders.PROPERTY);
    }
}
