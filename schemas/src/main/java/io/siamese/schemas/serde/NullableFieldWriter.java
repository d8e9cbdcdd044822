package io.siamese.schemas.serde;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes records of generated classes, and finds the branch of a field that may be null without looking a class up by name. A
 * value of another class is refused when it is written.
 */
final class NullableFieldWriter extends SpecificDatumWriter<SpecificRecord> {
    NullableFieldWriter(Schema schema) {
        super(schema, withGeneratedEncoders(SpecificData.getForSchema(schema)));
    }

    /**
     * Lets records write themselves whose generated classes can: those without logical types, such as candidates. Of the model of
     * the class itself that would change how everybody in this JVM writes it.
     */
    private static SpecificData withGeneratedEncoders(SpecificData ofClass) {
        SpecificData data = new SpecificData(ofClass.getClassLoader());
        ofClass.getConversions().forEach(data::addLogicalTypeConversion);
        data.setCustomCoders(true);
        return data;
    }

    @Override
    protected int resolveUnion(Schema union, Object datum) {
        List<Schema> branches = union.getTypes();
        if (branches.size() == 2) {
            boolean nullFirst = branches.get(0).getType() == Schema.Type.NULL;
            if (nullFirst || branches.get(1).getType() == Schema.Type.NULL) {
                return (datum == null) == nullFirst ? 0 : 1;
            }
        }
        return super.resolveUnion(union, datum);
    }
}
