package io.xapid.hypervisor.bridge;

import io.xapid.hypervisor.Registration;
import io.xapid.hypervisor.VmId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to know of guests that need a look; many causes for one guest become one call. */
public final class Attention {
    private static final Logger log = LoggerFactory.getLogger(Attention.class);

    private final Map<Object, Consumer<VmId>> listeners = new ConcurrentHashMap<>();
    private final Set<VmId> waiting = ConcurrentHashMap.newKeySet();
    private final Executor errands;

    public Attention(Executor errands) {
        this.errands = errands;
    }

    public Registration register(Consumer<VmId> listener) {
        var place = new Object(); // a listener registered twice has two
        listeners.put(place, listener);
        return () -> listeners.remove(place);
    }

    public void needed(VmId vm) {
        if (waiting.add(vm)) {
            errands.execute(() -> {
                waiting.remove(vm); // before the calls: what happens during them needs another
                for (Consumer<VmId> listener : listeners.values()) {
                    call(listener, vm);
                }
            });
        }
    }

    private static void call(Consumer<VmId> listener, VmId vm) {
        try {
            listener.accept(vm);
        } catch (RuntimeException e) {
            log.error("A listener failed to look after guest {}", vm, e);
        }
    }
}
