package io.xapid.model.event;

import static io.xapid.model.meta.Message.Trait.OWN_WIRE_FORM;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.access.SessionFailure;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.OwnForm;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Values;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class event. */
public interface EventMessages {

    @Message(since = RIO, deprecated = BOSTON, role = READ_ONLY, doc = "Old way to start receiving events of classes.")
    default CompletionStage<Void> register(Call call, List<String> classes) {
        throw new CallFailure.NotImplemented("event.register");
    }

    @Message(since = RIO, deprecated = BOSTON, role = READ_ONLY, doc = "Old way to stop receiving events of classes.")
    default CompletionStage<Void> unregister(Call call, List<String> classes) {
        throw new CallFailure.NotImplemented("event.unregister");
    }

    @Message(
            since = RIO,
            deprecated = BOSTON,
            role = READ_ONLY,
            doc = "Old way to wait for events of the registered classes.",
            fails = {
                SessionFailure.NotRegistered.class,
                SessionFailure.EventsLost.class,
                SessionFailure.EventSubscriptionParseFailure.class
            },
            traits = {SYNCHRONOUS, OWN_WIRE_FORM})
    default CompletionStage<OwnForm<List<Values<Event>>>> next(Call call) {
        throw new CallFailure.NotImplemented("event.next");
    }

    @Message(
            since = BOSTON,
            role = READ_ONLY,
            doc = "Waits up to timeout seconds for changes since a token; no state is kept.",
            fails = {SessionFailure.EventFromTokenParseFailure.class, SessionFailure.EventSubscriptionParseFailure.class
            },
            traits = {SYNCHRONOUS, OWN_WIRE_FORM})
    default CompletionStage<OwnForm<List<Values<Event>>>> from(
            Call call, List<String> classes, String token, double timeout) {
        throw new CallFailure.NotImplemented("event.from");
    }

    @Message(since = RIO, role = READ_ONLY, doc = "Number of the newest event.", traits = SYNCHRONOUS)
    default CompletionStage<Long> getCurrentId(Call call) {
        throw new CallFailure.NotImplemented("event.get_current_id");
    }

    @Message(
            since = TAMPA,
            role = READ_ONLY,
            doc = "Makes up an event on an object; returns a token to wait for it.",
            traits = SYNCHRONOUS)
    default CompletionStage<String> inject(Call call, @Param("class") String className, String ref) {
        throw new CallFailure.NotImplemented("event.inject");
    }
}
