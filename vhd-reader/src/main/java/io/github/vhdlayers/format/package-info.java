/** What files of both formats have: which format it is, what kind of disk, and the ids by which disks know each other. */
@NullMarked
package io.github.vhdlayers.format;

import org.jspecify.annotations.NullMarked;
