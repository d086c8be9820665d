/** Verifies reports that `sign-report.ts` signed, here or in another browser. */
import { fromBase64 } from '../base/base64.ts';
import { concatBytes, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { sha256Hex } from './sha256-hex.ts';
import type { SignedReport } from './sign-report.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const VERIFYING = { name: 'ECDSA', hash: 'SHA-256' } as const;
const NUMBER_BYTES = 32;
const PEM = /^-----BEGIN PUBLIC KEY-----\s([A-Za-z0-9+/=\s]{1,1000})-----END PUBLIC KEY-----\s*$/;

/** A key that verified a report. */
export interface ReportKey {
  /** SHA-256 of the public key in DER (SubjectPublicKeyInfo), in hex. */
  readonly keyId: string;
}

/** Why a signature does not hold. */
export type SignatureProblem = 'key-not-valid' | 'signature-not-valid';

/** Reads a positive INTEGER of DER as 32 bytes. Returns undefined if it is another value, or has more bytes. */
function readInteger(der: Uint8Array, at: number): { readonly bytes: Bytes; readonly end: number } | undefined {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  if (der[at] !== 0x02 || length === 0 || end > der.length) return undefined;
  let digits = der.subarray(at + 2, end);
  if ((digits[0] as number) >= 0x80) return undefined;
  if (digits[0] === 0) digits = digits.subarray(1);
  if (digits.length > NUMBER_BYTES) return undefined;
  return { bytes: concatBytes(new Uint8Array(NUMBER_BYTES - digits.length), digits), end };
}

/** Converts a signature from the DER of OpenSSL to r and s. Returns undefined if it is not such a signature. */
function rawSignature(der: Uint8Array): Bytes | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const r = readInteger(der, 2);
  const s = r && readInteger(der, r.end);
  return s?.end === der.length && r !== undefined ? concatBytes(r.bytes, s.bytes) : undefined;
}

function decode(text: string): Bytes | undefined {
  try {
    return fromBase64(text);
  } catch {
    return undefined;
  }
}

/** Verifies the signature of a report. A valid one proves only that the owner of the private key signed these bytes. */
export async function verifyReport({
  document,
  signature,
  publicKey,
}: SignedReport): Promise<ReportKey | SignatureProblem> {
  const spki = decode((PEM.exec(publicKey)?.[1] ?? '').replace(/\s/g, ''));
  if (spki === undefined || spki.length === 0) return 'key-not-valid';
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('spki', spki, ALGORITHM, false, ['verify']);
  } catch {
    return 'key-not-valid';
  }
  const der = decode(signature);
  const raw = der && rawSignature(der);
  if (raw === undefined || !(await crypto.subtle.verify(VERIFYING, key, raw, encodeUtf8(document))))
    return 'signature-not-valid';
  return { keyId: await sha256Hex(spki) };
}
