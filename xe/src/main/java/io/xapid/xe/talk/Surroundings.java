package io.xapid.xe.talk;

import io.xapid.xe.net.Dialer;

/** What all orders of a conversation have to do with. */
public record Surroundings(Dialer dialer, Screen screen, Typed typed, LastActs lastActs, Tale tale) {}
