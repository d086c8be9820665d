/** UUIDs of version 4 from given random bytes, so that the caller chooses where chance comes from. */
import { fromHex, toHex } from './hex.ts';
import type { Bytes } from './bytes.ts';

/** The version 4 UUID made of 16 random bytes, in which its version and variant are set. */
export function createUuid(random: Uint8Array): string {
  random[6] = ((random[6] as number) & 0x0f) | 0x40;
  random[8] = ((random[8] as number) & 0x3f) | 0x80;
  return formatUuid(random);
}

/** The 16 bytes of a UUID. */
export function parseUuid(uuid: string): Bytes {
  return fromHex(uuid.replaceAll('-', ''));
}

/** The UUID that 16 bytes spell, whatever its version. */
export function formatUuid(bytes: Uint8Array): string {
  const text = toHex(bytes);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}
