package io.xapid.model.meta;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All classes and messages of the API, found to be free of contradictions. */
public final class XenModel {
    private final Map<String, ClassDef<?>> classes;
    private final Map<String, MessageDef> messages;

    private XenModel(Map<String, ClassDef<?>> classes, Map<String, MessageDef> messages) {
        this.classes = Collections.unmodifiableMap(classes);
        this.messages = Collections.unmodifiableMap(messages);
    }

    /**
     * Reads the messages of all {@code definitions} and checks the whole.
     *
     * @throws ModelException with every fault there is
     */
    public static XenModel of(List<ClassDef<?>> definitions) {
        var faults = new ArrayList<String>();
        var classes = new LinkedHashMap<String, ClassDef<?>>();
        for (ClassDef<?> definition : definitions) {
            if (classes.putIfAbsent(definition.name(), definition) != null) {
                faults.add("class " + definition + " is defined twice");
            }
        }
        var names = new LinkedHashMap<Class<?>, String>();
        definitions.forEach(definition -> names.put(definition.definition(), definition.name()));

        var check = new ModelCheck(classes, faults::add);
        var custom = new CustomMessages(new TypeReader(names), faults::add);
        var messages = new LinkedHashMap<String, MessageDef>();
        for (ClassDef<?> definition : classes.values()) {
            check.check(definition);
            var all = new ArrayList<>(custom.of(definition));
            all.addAll(ImplicitMessages.of(definition));
            for (MessageDef message : all) {
                if (message.isCustom()) { // the others are as good as the fields they follow from
                    check.check(message);
                }
                if (messages.putIfAbsent(message.wireName(), message) != null) {
                    faults.add("message " + message + " is defined twice");
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new ModelException(faults);
        }
        return new XenModel(classes, messages);
    }

    /** In the order of their definitions. */
    public Collection<ClassDef<?>> classes() {
        return classes.values();
    }

    public Optional<ClassDef<?>> classNamed(String name) {
        return Optional.ofNullable(classes.get(name));
    }

    /** By wire name, such as {@code VM.start}: class after class, in each the custom ones first. */
    public Map<String, MessageDef> messages() {
        return messages;
    }

    public Optional<MessageDef> message(String wireName) {
        return Optional.ofNullable(messages.get(wireName));
    }
}
