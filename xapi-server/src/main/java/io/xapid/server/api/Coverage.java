package io.xapid.server.api;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Lifecycle;
import io.xapid.model.meta.MessageDef;
import io.xapid.model.meta.XenModel;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What becomes of each message of the API when it is called, and a page that tells it. */
public final class Coverage {
    private final XenModel model;
    private final Map<MessageDef, Status> statuses = new LinkedHashMap<>();

    /** What a caller may expect. */
    public enum Status {
        IMPLICIT("implicit", "Answered from the definitions of classes and fields."),
        SERVED("served", "Answered by a service."),
        NOT_IMPLEMENTED("not implemented", "Fails with `NOT_IMPLEMENTED` and the message's name."),
        OUTDATED("outdated", "Fails with `MESSAGE_DEPRECATED`."),
        REMOVED("removed", "Fails with `MESSAGE_REMOVED`.");

        private final String title;
        private final String meaning;

        Status(String title, String meaning) {
            this.title = title;
            this.meaning = meaning;
        }
    }

    public Coverage(XenModel model, Services services) {
        this.model = model;
        model.messages().values().forEach(message -> statuses.put(message, statusOf(message, services)));
    }

    public Status of(MessageDef message) {
        Status status = statuses.get(message);
        if (status == null) {
            throw new IllegalArgumentException(message + " is of another model");
        }
        return status;
    }

    /** The page of the reference. */
    public String page() {
        var page = new StringBuilder();
        page.append("# What is served\n\n");
        page.append(
                "Generated from the model and the services that the daemon is wired with; a test keeps it true.\n\n");
        page.append("| state | messages | what a call meets |\n|---|---|---|\n");
        Map<Status, Long> totals = totals(statuses.values());
        for (Status status : Status.values()) {
            page.append("| %s | %d | %s |%n".formatted(status.title, totals.get(status), status.meaning));
        }
        page.append("| total | %d | |%n%n".formatted(statuses.size()));
        page.append(
                "| class | implicit | served | not implemented | outdated | removed |\n|---|---|---|---|---|---|\n");
        model.classes().forEach(definition -> appendRow(definition, page));
        for (Status status : List.of(Status.SERVED, Status.NOT_IMPLEMENTED, Status.OUTDATED, Status.REMOVED)) {
            appendList(status, page);
        }
        return page.toString();
    }

    private void appendRow(ClassDef<?> definition, StringBuilder page) {
        List<Status> ofClass = statuses.entrySet().stream()
                .filter(entry -> entry.getKey().owner().equals(definition))
                .map(Map.Entry::getValue)
                .toList();
        if (!ofClass.isEmpty()) {
            String counts = totals(ofClass).values().stream()
                    .map(count -> count == 0 ? "" : String.valueOf(count))
                    .collect(Collectors.joining(" | "));
            page.append("| %s | %s |%n".formatted(definition.name(), counts));
        }
    }

    private void appendList(Status status, StringBuilder page) {
        page.append("%n## %s%n%n".formatted(Character.toUpperCase(status.title.charAt(0)) + status.title.substring(1)));
        for (ClassDef<?> definition : model.classes()) {
            String names = statuses.entrySet().stream()
                    .filter(entry -> entry.getKey().owner().equals(definition) && entry.getValue() == status)
                    .map(entry -> "`" + entry.getKey().name() + "`")
                    .collect(Collectors.joining(", "));
            if (!names.isEmpty()) {
                page.append("- **%s**: %s%n".formatted(definition.name(), names));
            }
        }
    }

    private static Map<Status, Long> totals(Collection<Status> statuses) {
        var totals = new EnumMap<Status, Long>(Status.class);
        for (Status status : Status.values()) {
            totals.put(status, statuses.stream().filter(status::equals).count());
        }
        return totals;
    }

    private static Status statusOf(MessageDef message, Services services) {
        if (message.lifecycle().isRemoved() && !ImplicitMessages.isRead(message)) {
            return Status.REMOVED;
        }
        return switch (message.kind()) {
            case CUSTOM -> statusOfCustom(message, services);
            case CREATE ->
                statusOfObjects(message, services.constructorOf(message.owner()).isPresent());
            case DESTROY ->
                statusOfObjects(message, services.destructorOf(message.owner()).isPresent());
            case SETTER, ADD, REMOVE -> statusOfField(message, services);
            default -> Status.IMPLICIT;
        };
    }

    private static Status statusOfCustom(MessageDef message, Services services) {
        if (services.methodOf(message).isPresent()) {
            return Status.SERVED;
        }
        boolean outdated = message.lifecycle().state() == Lifecycle.State.DEPRECATED;
        return outdated ? Status.OUTDATED : Status.NOT_IMPLEMENTED;
    }

    private static Status statusOfObjects(MessageDef message, boolean served) {
        if (served) {
            return Status.SERVED;
        }
        return ImplicitObjects.isPlain(message.owner()) ? Status.IMPLICIT : Status.NOT_IMPLEMENTED;
    }

    private static Status statusOfField(MessageDef message, Services services) {
        return message.field()
                        .filter(field -> ImplicitWrites.isUnserved(field, services))
                        .isPresent()
                ? Status.NOT_IMPLEMENTED
                : Status.IMPLICIT;
    }
}
