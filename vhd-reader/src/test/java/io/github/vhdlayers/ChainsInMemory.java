package io.github.vhdlayers;

import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Opens chains of the testkit without a file: the parents are offered in order, and their ids decide. */
public final class ChainsInMemory {
    private ChainsInMemory() {}

    public static VirtualDisk open(TestChain chain) throws IOException {
        return open(chain, VhdOptions.defaults());
    }

    public static VirtualDisk open(TestChain chain, VhdOptions options) throws IOException {
        List<ParentCandidate> parents = new ArrayList<>();
        for (int layer = 1; layer < chain.layers().size(); layer++) {
            byte[] bytes = chain.layers().get(layer).toBytes();
            String name = "layer" + layer + ".vhd";
            parents.add(ParentCandidate.of(name, () -> RandomAccessSources.ofBytes(name, bytes)));
        }
        ParentResolver resolver = reference -> parents;
        return VirtualDisk.open(
                RandomAccessSources.ofBytes("leaf.vhd", chain.leaf().toBytes()),
                options.toBuilder().parentResolver(resolver).build());
    }
}
