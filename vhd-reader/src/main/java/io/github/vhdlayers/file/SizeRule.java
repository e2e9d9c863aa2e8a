package io.github.vhdlayers.file;

/**
 * Which of a footer's numbers is taken as the disk's size.
 *
 * @since 0.1.0
 */
public enum SizeRule {
    /** The current size, as Windows, Hyper-V, VirtualBox, 7-Zip and Xen do. */
    CURRENT_SIZE,
    /** Cylinders times heads times sectors, as Virtual PC does, and qemu for some creators. Never more than the current size. */
    GEOMETRY
}
