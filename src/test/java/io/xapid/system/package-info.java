/** Whole-system tests: the real daemon, real guests, real clients. */
@NullMarked
package io.xapid.system;

import org.jspecify.annotations.NullMarked;
