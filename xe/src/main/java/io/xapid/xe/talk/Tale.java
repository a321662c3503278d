package io.xapid.xe.talk;

import java.io.IOException;

/** Where to tell what goes on. Passwords and sessions are never told. */
public interface Tale {
    /** Whether anybody listens, so that nothing is put into words for nobody. */
    boolean isTold();

    void tell(String what) throws IOException;
}
