package io.xapid.model.reference;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.ParamDef;
import io.xapid.model.meta.XenEnum;
import io.xapid.model.meta.XenModel;
import io.xapid.model.meta.XenType;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the enumerations that fields and messages use, by name. */
final class Enums {
    private final XenModel model;

    Enums(XenModel model) {
        this.model = model;
    }

    Collection<XenType.EnumOf<?>> all() {
        var found = new TreeMap<String, XenType.EnumOf<?>>();
        model.classes().forEach(definition -> collect(definition, found));
        return found.values();
    }

    Collection<XenType.EnumOf<?>> usedBy(ClassDef<?> definition) {
        var found = new TreeMap<String, XenType.EnumOf<?>>();
        collect(definition, found);
        return found.values();
    }

    static String docOf(XenType.EnumOf<?> type) {
        return Objects.requireNonNull(type.constants().getAnnotation(XenEnum.class), type.wireName())
                .doc();
    }

    private void collect(ClassDef<?> definition, SortedMap<String, XenType.EnumOf<?>> found) {
        for (Field<?, ?> field : definition.fields()) {
            collect(field.type(), found);
        }
        for (MessageDef message : model.messages().values()) {
            if (message.owner() == definition) {
                collect(message.result(), found);
                for (ParamDef parameter : message.parameters()) {
                    collect(parameter.type(), found);
                }
            }
        }
    }

    private static void collect(XenType<?> type, SortedMap<String, XenType.EnumOf<?>> found) {
        if (type instanceof XenType.EnumOf<?> words) {
            found.put(words.wireName(), words);
        } else if (type instanceof XenType.SetOf<?> set) {
            collect(set.element(), found);
        } else if (type instanceof XenType.OptionOf<?> option) {
            collect(option.element(), found);
        } else if (type instanceof XenType.MapOf<?, ?> map) {
            collect(map.key(), found);
            collect(map.value(), found);
        }
    }
}
