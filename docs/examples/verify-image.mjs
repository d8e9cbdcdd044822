// Enrols one image of alice and prints whether two others show her. Arguments: host:port, the exemplar, the images.
// The first image is published as Avro, the second as it is. It needs kafkajs and avsc.
import { readFileSync } from 'node:fs';
import avsc from 'avsc';
import { Kafka, Partitioners, logLevel } from 'kafkajs';

const [broker, ...files] = process.argv.slice(2);
const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.ERROR });
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
const admin = kafka.admin();
const consumers = [];

/** Hands over each committed record of a topic: all of them, or those that come from now on. */
async function follow(topic, fromBeginning, each) {
  const groupId = `verify-image-${topic}-${process.pid}`;
  if (!fromBeginning) {
    const partitions = (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => ({ partition, offset: high }));
    await admin.setOffsets({ groupId, topic, partitions });
  }
  const consumer = kafka.consumer({ groupId, readUncommitted: false });
  consumers.push(consumer);
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning });
  await consumer.run({ eachMessage: async ({ partition, message }) => each(message, partition) });
}

/** The schemas of the topic `schemas`, by fingerprint: what a schema registry is elsewhere. */
async function readSchemas() {
  const [{ high }] = await admin.fetchTopicOffsets('schemas');
  const found = new Map();
  await new Promise((done) => follow('schemas', true, ({ key, value, offset }) => {
    const type = avsc.Type.forSchema(JSON.parse(value), { wrapUnions: false, registry: {} });
    found.set(key.toString(), type);
    if (BigInt(offset) + 1n >= BigInt(high)) done();
  }));
  return found;
}

/** A value in Avro's single-object encoding: C3 01, the fingerprint with its last byte first, then the fields. */
function encode(name, fields) {
  const [fingerprint, type] = [...schemas].filter(([, each]) => each.name === `io.siamese.events.${name}`).at(-1);
  return Buffer.concat([Buffer.from([0xc3, 0x01]), Buffer.from(fingerprint, 'hex').reverse(), type.toBuffer(fields)]);
}

function decode(value) {
  const fingerprint = Buffer.from(value.subarray(2, 10)).reverse().toString('hex');
  return schemas.get(fingerprint).fromBuffer(value.subarray(10));
}

/** Publishes a record, and returns its partition and offset. */
async function publish(topic, message) {
  const [{ partition, baseOffset }] = await producer.send({ topic, messages: [message] });
  return `${partition}/${baseOffset}`;
}

/** Answers by what they answer. An answer may come before somebody asks for it. */
const answers = new Map();
const waiting = new Map();
function arrived(place, record) {
  answers.set(place, record);
  waiting.get(place)?.(record);
}
function answer(place) {
  return answers.has(place) ? answers.get(place) : new Promise((resolve) => waiting.set(place, resolve));
}

await Promise.all([admin.connect(), producer.connect()]);
const schemas = await readSchemas();
await Promise.all([
  follow('exemplar-status', false, ({ key, value }) => {
    const status = decode(value);
    arrived(`${key} ${status.sourceOffset}`, status);
  }),
  // The decision names the image by its place in the topic; equal image ids do no harm.
  follow('match-decisions', false, ({ value }) => {
    const decision = decode(value);
    arrived(`${decision.source.partition}/${decision.source.offset}`, decision);
  }),
]);

const images = files.map((file) => readFileSync(file));
const exemplar = { gallery: 'default', subject: 'alice', exemplar: '1', image: images[0] };
const enrolled = await publish('exemplars', { key: 'default/alice/1', value: encode('Exemplar', exemplar) });
const status = await answer(`default/alice/1 ${enrolled.split('/')[1]}`);
console.log('enrolled', status.status, 'epoch', status.galleryEpoch);

const probe = { imageId: 'door-1', gallery: 'default', claimedSubject: 'alice', image: images[1], minEpoch: status.galleryEpoch };
const avro = await publish('images', { key: 'door-1', value: encode('Probe', probe) });
const bare = await publish('images', {
  key: 'door-2', value: images[2], headers: { gallery: 'default', 'claimed-subject': 'alice' } });
for (const sent of [avro, bare]) {
  const { imageId, outcome, candidates } = await answer(sent);
  console.log(imageId, outcome, ...candidates.map(({ similarity }) => `similarity ${similarity.toFixed(3)}`));
}
await Promise.all([...consumers, producer, admin].map((client) => client.disconnect()));
