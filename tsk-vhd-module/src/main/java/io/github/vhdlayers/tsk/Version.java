package io.github.vhdlayers.tsk;

import java.util.Objects;

/** The version of this library. */
final class Version {
    static final String TEXT =
            Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "of unknown version");

    private Version() {}
}
