package io.xapid.server.api;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import java.util.Map;

/** Reads one filter expression, by recursive descent of bounded depth. */
final class FilterParser<C> {
    private static final int DEEPEST = 200;
    private static final int MOST_OPERANDS = 1000; // each is a stack frame when the expression is asked

    private final String expression;
    private final Map<String, Field<C, ?>> fields;
    private final Filter.Reader<C> reader;
    private int at;
    private int depth;
    private int operands;

    FilterParser(String expression, Map<String, Field<C, ?>> fields, Filter.Reader<C> reader) {
        this.expression = expression;
        this.fields = fields;
        this.reader = reader;
    }

    Filter.Test<C> parse() {
        Filter.Test<C> whole = expression();
        skipBlanks();
        if (at < expression.length()) {
            throw unreadable("something follows its end");
        }
        return whole;
    }

    private Filter.Test<C> expression() {
        Filter.Test<C> left = operand();
        while (true) {
            if (takeWord("and")) {
                Filter.Test<C> first = left;
                Filter.Test<C> second = operand();
                left = row -> first.of(row) && second.of(row);
            } else if (takeWord("or")) {
                Filter.Test<C> first = left;
                Filter.Test<C> second = operand();
                left = row -> first.of(row) || second.of(row);
            } else {
                return left;
            }
        }
    }

    private Filter.Test<C> operand() {
        if (++depth > DEEPEST || ++operands > MOST_OPERANDS) {
            throw unreadable("it is too long or nested too deeply");
        }
        Filter.Test<C> found;
        if (takeWord("not")) {
            Filter.Test<C> rest = expression(); // "not" takes in all that follows
            found = row -> !rest.of(row);
        } else if (takeWord("true")) {
            found = row -> true;
        } else if (takeWord("false")) {
            found = row -> false;
        } else if (takeSign('(')) {
            found = expression();
            if (!takeSign(')')) {
                throw unreadable("a closing parenthesis is missing");
            }
        } else {
            found = comparison();
        }
        depth--;
        return found;
    }

    private Filter.Test<C> comparison() {
        Filter.Text<C> left = value();
        if (!takeSign('=')) {
            throw unreadable("an equals sign is missing");
        }
        Filter.Text<C> right = value();
        return row -> left.of(row).equals(right.of(row));
    }

    private Filter.Text<C> value() {
        if (takeWord("field")) {
            return fieldNamed(quoted());
        }
        String literal = quoted();
        return row -> literal;
    }

    private Filter.Text<C> fieldNamed(String name) {
        if (name.equals("_ref")) {
            return row -> row.ref().value();
        }
        Field<C, ?> field = fields.get(name);
        if (field == null) {
            throw unreadable("there is no field " + name);
        }
        return row -> StoredText.of(field.type(), reader.read(row, field));
    }

    private String quoted() {
        if (!takeSign('"')) {
            throw unreadable("a value is missing");
        }
        int end = expression.indexOf('"', at);
        if (end < 0) {
            throw unreadable("a quotation mark is missing");
        }
        String text = expression.substring(at, end);
        at = end + 1;
        return text;
    }

    private boolean takeSign(char sign) {
        skipBlanks();
        if (at < expression.length() && expression.charAt(at) == sign) {
            at++;
            return true;
        }
        return false;
    }

    private boolean takeWord(String word) {
        skipBlanks();
        int end = at + word.length();
        boolean found = expression.startsWith(word, at)
                && (end == expression.length() || !Character.isLetterOrDigit(expression.charAt(end)));
        if (found) {
            at = end;
        }
        return found;
    }

    private void skipBlanks() {
        while (at < expression.length() && " \t\n".indexOf(expression.charAt(at)) >= 0) {
            at++;
        }
    }

    private CallFailure.InvalidValue unreadable(String why) {
        return new CallFailure.InvalidValue(expression, why + " (at character " + (at + 1) + ")");
    }
}
