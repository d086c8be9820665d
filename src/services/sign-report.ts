/** Signs reports with ECDSA P-256, so that a change of them is found without this sandbox. */
import { toBase64 } from '../base/base64.ts';
import { concatBytes, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { canonicalJson } from './canonical-json.ts';

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
