/** Signs reports with ECDSA P-256, so that a change of them is found without this sandbox. */
import { fromBase64, toBase64 } from '../base/base64.ts';
import { concatBytes, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { ServiceError } from './service-error.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;
const NUMBER_BYTES = 32;

/** A signed report. `openssl dgst -sha256 -verify key.pem -signature report.sig report.json` verifies it. */
export interface SignedReport {
  /** The report as canonical JSON: exactly these bytes are signed. */
  readonly document: string;
  /** Base64 of the signature, in DER as OpenSSL reads it. */
  readonly signature: string;
  /** Public key in PEM. */
  readonly publicKey: string;
}

/** DER of a positive INTEGER. Source: https://www.itu.int/rec/T-REC-X.690 section 8.3 */
function derInteger(bytes: Uint8Array): Bytes {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = bytes.subarray(start);
  const padding = (digits[0] as number) >= 0x80 ? Uint8Array.of(0) : new Uint8Array();
  return concatBytes(Uint8Array.of(0x02, padding.length + digits.length), padding, digits);
}

/** Converts a signature of WebCrypto (r and s) to the DER of OpenSSL. */
function derSignature(raw: Uint8Array): Bytes {
  const numbers = concatBytes(derInteger(raw.subarray(0, NUMBER_BYTES)), derInteger(raw.subarray(NUMBER_BYTES)));
  return concatBytes(Uint8Array.of(0x30, numbers.length), numbers);
}

/** Creates a key pair for reports. The private key cannot be exported. */
export const createReportKey = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);

/** Signs reports with one key pair, by default one that exists while this object does. */
export class ReportSigner {
  readonly #readKey: () => Promise<CryptoKeyPair>;
  #pair: Promise<CryptoKeyPair> | undefined;

  /** `readKey` returns the key pair. It is called before the first signature. */
  constructor(readKey = createReportKey) {
    this.#readKey = readKey;
  }

  /** Returns the report with a signature of its canonical JSON. */
  async sign(report: object): Promise<SignedReport> {
    this.#pair ??= this.#readKey();
    const { privateKey, publicKey } = await this.#pair;
    const document = canonicalJson(report);
    const raw = new Uint8Array(await crypto.subtle.sign(SIGNING, privateKey, encodeUtf8(document)));
    const spki = toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)));
    const lines = spki.match(/.{1,64}/g) ?? [];
    return {
      document,
      signature: toBase64(derSignature(raw)),
      publicKey: ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n'),
    };
  }
}

/** Returns the next INTEGER of a DER signature as 32 bytes, and what follows it. Undefined: it is no INTEGER. */
function readInteger(der: Uint8Array): { readonly number: Bytes; readonly rest: Uint8Array } | undefined {
  const [tag, length = 0] = der;
  const digits = der.subarray(2, 2 + length);
  const significant = digits[0] === 0 ? digits.subarray(1) : digits;
  if (tag !== 0x02 || digits.length !== length || significant.length > NUMBER_BYTES) return undefined;
  const number = new Uint8Array(NUMBER_BYTES);
  number.set(significant, NUMBER_BYTES - significant.length);
  return { number, rest: der.subarray(2 + length) };
}

/** Converts a signature in DER to that of WebCrypto. Undefined: it is no signature with P-256. */
function rawSignature(der: Uint8Array): Bytes | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const r = readInteger(der.subarray(2));
  const s = r && readInteger(r.rest);
  return r && s?.rest.length === 0 ? concatBytes(r.number, s.number) : undefined;
}

/**
 * Verifies the signature of a signed report. Needs neither KMS nor the sandbox that made it.
 * @returns whether it is valid, and the public key (SPKI, DER)
 * @throws {ServiceError} ValidationException for a part that has another form
 */
export async function verifyReport({
  document,
  signature,
  publicKey,
}: SignedReport): Promise<{ readonly ok: boolean; readonly spki: Bytes }> {
  const pem = /^\s*-----BEGIN PUBLIC KEY-----([\sA-Za-z0-9+/=]+)-----END PUBLIC KEY-----\s*$/.exec(publicKey)?.[1];
  if (pem === undefined)
    throw ServiceError.at('publicKey', 'ValidationException', 'publicKey is no public key in PEM.');
  let spki: Bytes;
  let key: CryptoKey;
  try {
    spki = fromBase64(pem.replaceAll(/\s/g, ''));
    key = await crypto.subtle.importKey('spki', spki, ALGORITHM, false, ['verify']);
  } catch {
    throw ServiceError.at('publicKey', 'ValidationException', 'publicKey is no public key of the curve P-256.');
  }
  let raw: Bytes | undefined;
  try {
    raw = rawSignature(fromBase64(signature));
  } catch {
    throw ServiceError.at('signature', 'ValidationException', 'signature is not base64.');
  }
  const ok = raw !== undefined && (await crypto.subtle.verify(SIGNING, key, raw, encodeUtf8(document)));
  return { ok, spki };
}
