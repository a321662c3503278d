package io.xapid.server.api;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.MessageDef;

/** Answers the messages that follow from the definitions of classes and fields. */
final class ImplicitMessages {
    private final ImplicitReads reads;
    private final ImplicitWrites writes;
    private final ImplicitObjects objects;

    ImplicitMessages(ImplicitReads reads, ImplicitWrites writes, ImplicitObjects objects) {
        this.reads = reads;
        this.writes = writes;
        this.objects = objects;
    }

    /** How the message is answered. */
    Body bodyOf(MessageDef message) {
        return typed(message, message.owner());
    }

    /** Whether answering it changes the state. */
    static boolean isRead(MessageDef message) {
        return switch (message.kind()) {
            case GETTER, GET_BY_UUID, GET_BY_LABEL, GET_RECORD -> true;
            case GET_ALL, GET_ALL_RECORDS, GET_ALL_WHERE, GET_ALL_RECORDS_WHERE -> true;
            case SETTER, ADD, REMOVE, CREATE, DESTROY, CUSTOM -> false;
        };
    }

    private <C> Body typed(MessageDef message, ClassDef<C> owner) {
        return switch (message.kind()) {
            case GETTER -> reads.getter(owner, fieldOf(message, owner));
            case GET_RECORD -> reads.getRecord(owner);
            case GET_BY_UUID -> reads.getByUuid(owner);
            case GET_BY_LABEL -> reads.getByLabel(owner);
            case GET_ALL -> reads.getAll(owner);
            case GET_ALL_RECORDS -> reads.getAllRecords(owner);
            case GET_ALL_WHERE -> reads.getAllWhere(owner);
            case GET_ALL_RECORDS_WHERE -> reads.getAllRecordsWhere(owner);
            case SETTER -> writes.setter(owner, fieldOf(message, owner));
            case ADD -> writes.adder(owner, fieldOf(message, owner));
            case REMOVE -> writes.remover(owner, fieldOf(message, owner));
            case CREATE -> objects.creation(owner);
            case DESTROY -> objects.destruction(owner);
            case CUSTOM -> throw new IllegalArgumentException(message + " is not implicit");
        };
    }

    private static <C> Field<C, ?> fieldOf(MessageDef message, ClassDef<C> owner) {
        return message.field().flatMap(field -> owner.field(field.wireName())).orElseThrow();
    }
}
