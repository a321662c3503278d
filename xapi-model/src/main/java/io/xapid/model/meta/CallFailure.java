package io.xapid.model.meta;

/** Failures any call may meet, whatever its class. */
public final class CallFailure {
    private CallFailure() {}

    /** The request of the client is faulty. */
    public static final class ClientError extends Failure {
        public ClientError(String message) {
            super("CLIENT_ERROR", message);
        }

        public ClientError() {
            super("CLIENT_ERROR");
        }
    }

    /** The value does not have the type of the field. */
    public static final class FieldTypeError extends Failure {
        public FieldTypeError(String field) {
            super("FIELD_TYPE_ERROR", field);
        }
    }

    /** The reference leads to no object of this class. */
    public static final class HandleInvalid extends Failure {
        public HandleInvalid(String className, String handle) {
            super("HANDLE_INVALID", className, handle);
        }
    }

    /** The server met an unexpected problem; its log tells more. */
    public static final class Internal extends Failure {
        public Internal(String message) {
            super("INTERNAL_ERROR", message);
        }

        public Internal() {
            super("INTERNAL_ERROR");
        }

        public Internal(String path, String kind, String stdout, String stderr) {
            super("INTERNAL_ERROR", path, kind, stdout, stderr);
        }
    }

    /** The value is not acceptable for the field. */
    public static final class InvalidValue extends Failure {
        public InvalidValue(String field, String value) {
            super("INVALID_VALUE", field, value);
        }

        public InvalidValue(String value) {
            super("INVALID_VALUE", value);
        }

        public InvalidValue(String name, String file, String message) {
            super("INVALID_VALUE", name, file, message);
        }
    }

    /** The map has an entry under this key already. */
    public static final class MapDuplicateKey extends Failure {
        public MapDuplicateKey(String type, String paramName, String uuid, String key) {
            super("MAP_DUPLICATE_KEY", type, paramName, uuid, key);
        }
    }

    /** The call is outdated and should not be used any more. */
    public static final class MessageDeprecated extends Failure {
        public MessageDeprecated() {
            super("MESSAGE_DEPRECATED");
        }
    }

    /** The server knows no call of this name. */
    public static final class MessageMethodUnknown extends Failure {
        public MessageMethodUnknown(String method) {
            super("MESSAGE_METHOD_UNKNOWN", method);
        }
    }

    /** The call was given the wrong number of arguments. */
    public static final class MessageParameterCountMismatch extends Failure {
        public MessageParameterCountMismatch(String method, long expected, long received) {
            super("MESSAGE_PARAMETER_COUNT_MISMATCH", method, expected, received);
        }
    }

    /** The call is gone from this version of the API. */
    public static final class MessageRemoved extends Failure {
        public MessageRemoved() {
            super("MESSAGE_REMOVED");
        }
    }

    /** The request leaves out how to connect to the other side. */
    public static final class MissingConnectionDetails extends Failure {
        public MissingConnectionDetails() {
            super("MISSING_CONNECTION_DETAILS");
        }
    }

    /** The server does not offer this function. */
    public static final class NotImplemented extends Failure {
        public NotImplemented(String function) {
            super("NOT_IMPLEMENTED", function);
        }
    }

    /** The object was removed in the meantime. */
    public static final class ObjectGone extends Failure {
        public ObjectGone() {
            super("OBJECT_NOLONGER_EXISTS");
        }
    }

    /** An operator has blocked this action on the object. */
    public static final class OperationBlocked extends Failure {
        public OperationBlocked(Ref<?> ref, String code) {
            super("OPERATION_BLOCKED", ref, code);
        }
    }

    /** The action is not permitted in the present situation. */
    public static final class OperationNotAllowed extends Failure {
        public OperationNotAllowed(String reason) {
            super("OPERATION_NOT_ALLOWED", reason);
        }
    }

    /** The action worked for some of the objects only. */
    public static final class OperationPartiallyFailed extends Failure {
        public OperationPartiallyFailed(String operation) {
            super("OPERATION_PARTIALLY_FAILED", operation);
        }
    }

    /** Another action on the object has to finish first. */
    public static final class OtherOperationInProgress extends Failure {
        public OtherOperationInProgress(String className, String object, String operationType, String operationRef) {
            super("OTHER_OPERATION_IN_PROGRESS", className, object, operationType, operationRef);
        }

        public OtherOperationInProgress(String className, String object) {
            super("OTHER_OPERATION_IN_PROGRESS", className, object);
        }
    }

    /** The task was stopped on request. */
    public static final class TaskCancelled extends Failure {
        public TaskCancelled(Ref<?> task) {
            super("TASK_CANCELLED", task);
        }

        public TaskCancelled() {
            super("TASK_CANCELLED");
        }
    }

    /** The server is overloaded; try again later. */
    public static final class TooBusy extends Failure {
        public TooBusy() {
            super("TOO_BUSY");
        }
    }

    /** Too many tasks are waiting; try again later. */
    public static final class TooManyPendingTasks extends Failure {
        public TooManyPendingTasks() {
            super("TOO_MANY_PENDING_TASKS");
        }
    }

    /** No object of this class has the identifier. */
    public static final class UuidInvalid extends Failure {
        public UuidInvalid(String type, String uuid) {
            super("UUID_INVALID", type, uuid);
        }

        public UuidInvalid() {
            super("UUID_INVALID");
        }
    }

    /** The value is understood but not available here. */
    public static final class ValueNotSupported extends Failure {
        public ValueNotSupported(String field, String value, String reason) {
            super("VALUE_NOT_SUPPORTED", field, value, reason);
        }
    }

    /** The argument does not decode to the expected type. */
    public static final class XmlrpcUnmarshalFailure extends Failure {
        public XmlrpcUnmarshalFailure(String expected, String received) {
            super("XMLRPC_UNMARSHAL_FAILURE", expected, received);
        }
    }
}
