/** Version 4 UUIDs from given random bytes: the caller chooses the source of randomness. */
import { fromHex, toHex } from './hex.ts';
import type { Bytes } from './bytes.ts';

/** Creates a version 4 UUID from 16 random bytes. Sets version and variant. */
export function createUuid(random: Uint8Array): string {
  random[6] = ((random[6] as number) & 0x0f) | 0x40;
  random[8] = ((random[8] as number) & 0x3f) | 0x80;
  return formatUuid(random);
}

/** Returns the 16 bytes of a UUID. */
export function parseUuid(uuid: string): Bytes {
  return fromHex(uuid.replaceAll('-', ''));
}

/** Formats 16 bytes as a UUID, whatever their version. */
export function formatUuid(bytes: Uint8Array): string {
  const text = toHex(bytes);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}
