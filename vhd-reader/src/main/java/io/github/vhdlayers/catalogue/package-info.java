/**
 * Where the disks of some folders are, known in advance, so that a parent is found by its id without a look at each folder.
 *
 * <p>{@link io.github.vhdlayers.catalogue.Catalogue} is made once and given to each opening with {@link
 * io.github.vhdlayers.VhdOptions.Builder#catalogue}.
 */
@NullMarked
package io.github.vhdlayers.catalogue;

import org.jspecify.annotations.NullMarked;
