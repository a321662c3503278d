package io.xapid.server.api;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/**
 * Makes objects of a class whose making is more than inserting a row: answers {@code <class>.create}.
 *
 * @param <C> given by the service's declaration, such as {@code implements Constructor<Vbd>}
 */
public interface Constructor<C> {
    /** @param wanted what the client asks for; fields it left out have their defaults */
    CompletionStage<Ref<C>> create(Call call, NewObject<C> wanted);
}
