/** PEM, the text form of DER. Source: RFC 7468. */
import { toBase64 } from '../../base/base64.ts';
import type { Bytes } from '../../base/bytes.ts';

/** `der` as PEM under `label`, with a line break at the end. */
export function pemOf(der: Bytes, label: 'PUBLIC KEY' | 'PRIVATE KEY' = 'PUBLIC KEY'): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
