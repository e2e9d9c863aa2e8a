package io.github.vhdlayers.vhdx;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Opens VHDX files of the testkit without a file system. */
final class VhdxDisks {
    private VhdxDisks() {}

    static VirtualDisk open(VhdxChain chain) throws IOException {
        return open(chain, VhdOptions.defaults());
    }

    static VirtualDisk open(VhdxChain chain, VhdOptions options) throws IOException {
        return open(chain.layers().stream().map(VhdxImage::toBytes).toList(), options);
    }

    static VirtualDisk open(byte[] file) throws IOException {
        return open(List.of(file), VhdOptions.defaults());
    }

    static VirtualDisk open(List<byte[]> leafToBase, VhdOptions options) throws IOException {
        List<ParentCandidate> parents = new ArrayList<>();
        for (int layer = 1; layer < leafToBase.size(); layer++) {
            byte[] bytes = leafToBase.get(layer);
            String name = "layer" + layer + ".vhdx";
            parents.add(ParentCandidate.of(name, () -> RandomAccessSources.ofBytes(name, bytes)));
        }
        return VirtualDisk.open(
                RandomAccessSources.ofBytes("leaf.vhdx", leafToBase.get(0)),
                options.toBuilder().parentResolver(reference -> parents).build());
    }

    static byte[] read(VirtualDisk disk) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) disk.size());
        disk.readFully(0, bytes);
        return bytes.array();
    }

    static List<FindingCode> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }
}
