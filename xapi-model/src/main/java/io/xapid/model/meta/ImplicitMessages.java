package io.xapid.model.meta;

import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.MessageDef.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The messages that follow from a class and its fields.
 *
 * <p>A class with rows has {@code get_record} and {@code get_by_uuid}, with a {@code name_label} also
 * {@code get_by_name_label}; a getter for each field in its records; a setter for each field that clients write, and for
 * sets and maps among those what adds and removes one member. {@link XenClass.Trait} says which have more, or less.
 */
final class ImplicitMessages {
    private static final Set<Message.Trait> SYNCHRONOUS = Set.of(Message.Trait.SYNCHRONOUS);
    private static final Set<Message.Trait> HIDDEN = Set.of(Message.Trait.SYNCHRONOUS, Message.Trait.HIDDEN);

    private final ClassDef<?> owner;
    private final XenType<?> ref;
    private final XenType<?> record;
    private final ParamDef self;
    private final List<MessageDef> messages = new ArrayList<>();

    private ImplicitMessages(ClassDef<?> owner) {
        this.owner = owner;
        this.ref = XenType.ref(owner.name());
        this.record = XenType.record(owner.name());
        this.self = ParamDef.required("self", ref);
    }

    static List<MessageDef> of(ClassDef<?> owner) {
        if (!owner.isStored()) {
            return List.of();
        }
        var derivation = new ImplicitMessages(owner);
        derivation.ofClass();
        for (Field<?, ?> field : owner.fields()) {
            if (!field.isInternal()) {
                derivation.ofField(field);
            }
        }
        return List.copyOf(derivation.messages);
    }

    private void ofClass() {
        ParamDef expression = ParamDef.required("expr", STRING);
        XenType<?> refs = XenType.set(ref);
        XenType<?> records = XenType.map(ref, record);

        read(Kind.GET_RECORD, "get_record", List.of(self), record, "All fields of an object.");
        read(Kind.GET_BY_UUID, "get_by_uuid", List.of(ParamDef.required("uuid", STRING)), ref, "Finds an object.");
        if (owner.isFoundByLabel()) {
            var label = List.of(ParamDef.required("label", STRING));
            read(Kind.GET_BY_LABEL, "get_by_name_label", label, refs, "Finds all objects of that name.");
        }
        if (!owner.has(XenClass.Trait.NO_GET_ALL)) {
            read(Kind.GET_ALL, "get_all", List.of(), refs, "All objects.");
            read(Kind.GET_ALL_RECORDS, "get_all_records", List.of(), records, "All objects with all their fields.");
            add(
                    Kind.GET_ALL_WHERE,
                    "get_all_where",
                    List.of(expression),
                    refs,
                    owner.readers(),
                    HIDDEN,
                    "All objects that match.");
            add(
                    Kind.GET_ALL_RECORDS_WHERE,
                    "get_all_records_where",
                    List.of(expression),
                    records,
                    owner.readers(),
                    HIDDEN,
                    "All objects that match, with all their fields.");
        }
        if (owner.has(XenClass.Trait.CONSTRUCTIBLE)) {
            List<ParamDef> args = List.of(ParamDef.required("args", record));
            add(Kind.CREATE, "create", args, ref, owner.makers(), Set.of(), "Makes an object.");
            add(Kind.DESTROY, "destroy", List.of(self), XenType.VOID, owner.makers(), Set.of(), "Removes an object.");
        }
    }

    private void read(Kind kind, String name, List<ParamDef> parameters, XenType<?> result, String doc) {
        add(kind, name, parameters, result, owner.readers(), SYNCHRONOUS, doc);
    }

    private void add(
            Kind kind,
            String name,
            List<ParamDef> parameters,
            XenType<?> result,
            Permission permission,
            Set<Message.Trait> traits,
            String doc) {
        messages.add(new MessageDef(
                owner,
                name,
                kind,
                Optional.empty(),
                parameters,
                result,
                permission,
                Map.of(),
                traits,
                owner.lifecycle(),
                kind == Kind.CREATE ? owner.createMarks() : kind == Kind.DESTROY ? owner.destroyMarks() : List.of(),
                doc,
                Optional.empty()));
    }

    private void ofField(Field<?, ?> field) {
        String name = field.wireName();
        XenType<?> type = field.type();
        ofField(field, Kind.GETTER, "get_" + name, List.of(), type, field.getters(), Map.of());
        if (field.writer() != Field.Writer.CLIENT) {
            return;
        }
        var value = List.of(ParamDef.required("value", type));
        change(field, Kind.SETTER, "set_" + name, value, Map.of());
        if (type instanceof XenType.MapOf<?, ?> map) {
            ParamDef key = ParamDef.required("key", map.key());
            ParamDef entry = ParamDef.required("value", map.value());
            change(field, Kind.ADD, "add_to_" + name, List.of(key, entry), field.keyRoles());
            change(field, Kind.REMOVE, "remove_from_" + name, List.of(key), field.keyRoles());
        } else if (type instanceof XenType.SetOf<?> set) {
            var member = List.of(ParamDef.required("value", set.element()));
            change(field, Kind.ADD, "add_" + name, member, Map.of());
            change(field, Kind.REMOVE, "remove_" + name, member, Map.of());
        }
    }

    private void change(
            Field<?, ?> field, Kind kind, String name, List<ParamDef> parameters, Map<String, Role> keyRoles) {
        ofField(field, kind, name, parameters, XenType.VOID, field.setters(), keyRoles);
    }

    private void ofField(
            Field<?, ?> field,
            Kind kind,
            String name,
            List<ParamDef> parameters,
            XenType<?> result,
            Permission permission,
            Map<String, Role> keyRoles) {
        var all = new ArrayList<ParamDef>();
        all.add(selfOf(field));
        all.addAll(parameters);
        messages.add(new MessageDef(
                owner,
                name,
                kind,
                Optional.of(field),
                all,
                result,
                permission,
                keyRoles,
                SYNCHRONOUS,
                field.lifecycle(),
                List.of(),
                field.doc(),
                Optional.empty()));
    }

    /** Some fields claim to be older than their class, of which no older call can name an object. */
    private ParamDef selfOf(Field<?, ?> field) {
        Lifecycle ofClass = owner.lifecycle();
        boolean older = field.lifecycle().released().compareTo(ofClass.released()) < 0;
        return older && ofClass.isPublished() ? self.addedIn(ofClass.released()) : self;
    }
}
