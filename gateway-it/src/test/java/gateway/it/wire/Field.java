package gateway.it.wire;

import java.util.List;

/** A header or trailer field, its value without the blanks around it. */
record Field(String name, String value) {
    /** Values of all fields of this name, in order. */
    static List<String> values(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }
}
