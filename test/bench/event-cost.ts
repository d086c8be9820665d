/**
 * What an event costs to store: `node --import tsx test/bench/event-cost.ts`. Encodes segments of 64 Encrypt events
 * with and without their sidecars, and prints bytes (as a structured clone) and microseconds per event, and the time of
 * one hash.
 */
import { serialize } from 'node:v8';
import { toHex } from '../../src/base/hex.ts';
import { sha256 } from '../../src/crypto/sha256.ts';
import type { AuditEvent } from '../../src/model/audit.ts';
import { encodeSegment } from '../../src/storage/segment-encoding.ts';
import { testWorld } from '../engine/world.ts';

const EVENTS = 64;
const ROUNDS = 4000;

const world = await testWorld();
const KeyId = await world.key();
const blobs: Uint8Array[] = [];
const events: AuditEvent[] = [];
for (let index = 0; index < EVENTS; index++) {
  const EncryptionContext = { file: `report-${index}` };
  const reply = await world.reply('Encrypt', { KeyId, Plaintext: new Uint8Array(32), EncryptionContext });
  if (!reply.ok || reply.event === undefined) throw new Error('Encrypt failed.');
  events.push(structuredClone(reply.event));
  blobs.push(reply.output.CiphertextBlob ?? new Uint8Array());
}
const bare = events.map(({ sidecar: _none, ...event }) => event);

function microseconds(run: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return (times.toSorted((one, other) => one - other)[ROUNDS / 2] ?? NaN) * (1000 / EVENTS);
}

const segment = (of: readonly AuditEvent[]) => ({ seq: 1, touched: [], events: of });
for (const [name, of] of [
  ['without sidecar', bare],
  ['with sidecar', events],
] as const) {
  const bytes = serialize(encodeSegment(segment(of))).length / EVENTS;
  const encode = microseconds(() => encodeSegment(segment(of)));
  const store = microseconds(() => structuredClone(encodeSegment(segment(of))));
  console.log(
    `${name}: ${bytes.toFixed(0)} bytes, ${encode.toFixed(2)} µs to encode, ${store.toFixed(2)} µs to encode and clone, per event`,
  );
}
const hash = microseconds(() => blobs.map((blob) => toHex(sha256(blob))));
console.log(`hash of ${blobs[0]?.length} bytes in hex: ${hash.toFixed(2)} µs`);
