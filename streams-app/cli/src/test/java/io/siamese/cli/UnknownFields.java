package io.siamese.cli;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds what a model of Kubernetes does not know: it keeps such fields aside, in each of its objects. */
final class UnknownFields {
    private static final String ASIDE = "getAdditionalProperties";

    private UnknownFields() {}

    /** @return the paths of unknown fields, below a path */
    static List<String> findUnknown(Object model, String path) throws ReflectiveOperationException {
        List<String> found = new ArrayList<>();
        if (model instanceof Collection<?> items) {
            for (Object item : items) {
                found.addAll(findUnknown(item, path));
            }
        } else if (model != null && model.getClass().getName().matches("io\\.(fabric8|strimzi)\\..*")) {
            for (Method getter : model.getClass().getMethods()) {
                if (getter.getName().startsWith("get")
                        && getter.getParameterCount() == 0
                        && !model.getClass().isEnum()) {
                    found.addAll(findBelow(getter, model, path));
                }
            }
        }
        return found;
    }

    private static List<String> findBelow(Method getter, Object model, String path)
            throws ReflectiveOperationException {
        Object value = getter.invoke(model);
        if (!getter.getName().equals(ASIDE)) {
            return findUnknown(value, path + "/" + getter.getName().substring(3));
        }
        return value instanceof Map<?, ?> fields
                ? fields.keySet().stream().map(name -> path + "/" + name).toList()
                : List.of();
    }
}
