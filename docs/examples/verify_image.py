"""Enrols one image of alice and prints whether two others show her. Arguments: host:port, the exemplar, the images.

The first image is published as Avro, the second as it is. It needs confluent-kafka and avro.
"""
import io
import json
import sys

from avro.io import BinaryDecoder, BinaryEncoder, DatumReader, DatumWriter
from avro.schema import parse
from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition

broker, exemplar_file, *probe_files = sys.argv[1:]
producer = Producer({"bootstrap.servers": broker})


def reader(topic, begin=None):
    """A consumer of all partitions of a topic: from its end if no offset is given."""
    consumer = Consumer({"bootstrap.servers": broker, "group.id": "verify-image", "enable.auto.commit": False,
                         "enable.partition.eof": begin is not None, "isolation.level": "read_committed"})
    places = [TopicPartition(topic, p) for p in consumer.list_topics(topic).topics[topic].partitions]
    for place in places:
        place.offset = consumer.get_watermark_offsets(place)[1] if begin is None else begin
    consumer.assign(places)
    return consumer


def schemas():
    """The schemas of the topic `schemas`, by fingerprint: what a schema registry is elsewhere."""
    consumer = reader("schemas", OFFSET_BEGINNING)
    found = {}
    while (message := consumer.poll(30)) is not None and not message.error():
        found[message.key().decode()] = json.loads(message.value())
    consumer.close()
    return found


def publish(topic, key, value, headers=None):
    """Publishes a record, and returns it with its partition and offset."""
    sent = []
    producer.produce(topic, key=key, value=value, headers=headers, on_delivery=lambda error, m: sent.append(m))
    producer.flush()
    return sent[0]


def encode(name, fields):
    """A value in Avro's single-object encoding: C3 01, the fingerprint with its last byte first, then the fields."""
    fingerprint, schema = [entry for entry in SCHEMAS.items() if entry[1]["name"] == name][-1]
    body = io.BytesIO()
    # The library does not fill in defaults when it writes.
    whole = {field["name"]: field.get("default") for field in schema["fields"]} | fields
    DatumWriter(parse(json.dumps(schema))).write(whole, BinaryEncoder(body))
    return b"\xc3\x01" + bytes.fromhex(fingerprint)[::-1] + body.getvalue()


def decode(value):
    schema = parse(json.dumps(SCHEMAS[value[2:10][::-1].hex()]))
    return DatumReader(schema).read(BinaryDecoder(io.BytesIO(value[10:])))


def answer(consumer, wanted):
    """The first record that is wanted."""
    while True:
        message = consumer.poll(1)
        if message is not None and not message.error():
            record = decode(message.value())
            if wanted(message, record):
                return record


def decision_on(sent):
    """The decision names the image by its place in the topic; equal image ids do no harm."""
    place = (sent.partition(), sent.offset())
    return answer(decisions, lambda m, d: (d["source"]["partition"], d["source"]["offset"]) == place)


SCHEMAS = schemas()
statuses, decisions = reader("exemplar-status"), reader("match-decisions")
images = [open(file, "rb").read() for file in [exemplar_file, *probe_files]]

enrolled = publish("exemplars", "default/alice/1", encode("Exemplar", {
    "gallery": "default", "subject": "alice", "exemplar": "1", "image": images[0]}))
status = answer(statuses, lambda m, s: m.key() == b"default/alice/1" and s["sourceOffset"] == enrolled.offset())
print("enrolled", status["status"], "epoch", status["galleryEpoch"])



def verify(image_id, value, headers=None):
    decision = decision_on(publish("images", image_id, value, headers))
    print(image_id, decision["outcome"], *(f"similarity {c['similarity']:.3f}" for c in decision["candidates"]))


verify("door-1", encode("Probe", {
    "imageId": "door-1", "gallery": "default", "claimedSubject": "alice", "image": images[1],
    "minEpoch": status["galleryEpoch"]}))
verify("door-2", images[2], {"gallery": "default", "claimed-subject": "alice"})
