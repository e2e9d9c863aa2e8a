package io.github.vhdlayers.chain;

/** Whether the parent's id is the one that the child records. */
public enum IdVerdict {
    /** It is: this is the parent, or a copy of it. */
    MATCHES
}
