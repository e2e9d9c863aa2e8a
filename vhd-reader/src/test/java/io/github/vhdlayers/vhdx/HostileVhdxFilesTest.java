package io.github.vhdlayers.vhdx;

import io.github.vhdlayers.testkit.SmallHeap;
import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxMutation;
import io.github.vhdlayers.testkit.VhdxMutations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutations of what something could be sized by, in a process with a heap of 64 MiB; {@link HostileVhdxListTest} has more. */
class HostileVhdxFilesTest {
    /** What has numbers that something could be sized by. */
    private static final Map<String, String> ASKED =
            Map.of("child", "(locator|region-both|metadata-(count|size|block))-.*", "logged", "log-(tail|ring)-.*");

    @TempDir
    private Path folder;

    @Test
    void aSmallHeapSufficesForAllOfThem() throws Exception {
        mutations();
        SmallHeap.run(HostileVhdxFiles.class, folder);
    }

    private void mutations() throws IOException {
        for (Map.Entry<String, VhdxChain> subject : VhdxSubjects.sparse().entrySet()) {
            VhdxImage image = subject.getValue().layers().get(0);
            byte[] intact = image.toBytes();
            for (VhdxMutation mutation : VhdxMutations.applyingTo(image)) {
                if (mutation.name().matches(ASKED.getOrDefault(subject.getKey(), ""))) {
                    VhdxImage.write(
                            mutation.apply(intact, image),
                            folder.resolve(subject.getKey() + "-" + mutation.name() + ".img"));
                }
            }
        }
    }
}
