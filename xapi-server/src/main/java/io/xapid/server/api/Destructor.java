package io.xapid.server.api;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/**
 * Removes objects of a class whose removal is more than deleting a row: answers {@code <class>.destroy}.
 *
 * @param <C> given by the service's declaration, such as {@code implements Destructor<Vbd>}
 */
public interface Destructor<C> {
    /** @param ref of an object that was there a moment ago */
    CompletionStage<Void> destroy(Call call, Ref<C> ref);
}
