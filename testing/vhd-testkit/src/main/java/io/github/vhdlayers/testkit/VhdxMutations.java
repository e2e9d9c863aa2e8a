package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.List;

/** Every way of breaking a VHDX there is. */
public final class VhdxMutations {
    private static final List<VhdxMutation> ALL = collect();

    private VhdxMutations() {}

    /** All mutations, sorted by what they break; no name twice. */
    public static List<VhdxMutation> all() {
        return ALL;
    }

    /** All mutations that apply to an image. */
    public static List<VhdxMutation> applyingTo(VhdxImage what) {
        return ALL.stream().filter(mutation -> mutation.appliesTo(what)).toList();
    }

    private static List<VhdxMutation> collect() {
        List<VhdxMutation> all = new ArrayList<>();
        all.addAll(VhdxHeaderMutations.all());
        all.addAll(VhdxRegionMutations.all());
        all.addAll(VhdxMetadataMutations.all());
        all.addAll(VhdxLocatorMutations.all());
        all.addAll(VhdxTableMutations.all());
        all.addAll(VhdxLogMutations.all());
        all.addAll(VhdxFileMutations.all());
        return List.copyOf(all);
    }
}
