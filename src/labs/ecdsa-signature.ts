/** Converts ECDSA signatures from DER, which KMS returns, to the form of WebCrypto: r and s side by side. */

/** Reads the INTEGER at a position. Returns undefined if it has no INTEGER. */
function integerAt(der: Uint8Array, at: number): { readonly digits: Uint8Array; readonly end: number } | undefined {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  if (der[at] !== 0x02 || length === 0 || length > 0x7f || end > der.length) return undefined;
  return { digits: der.subarray(at + 2, end), end };
}

/** Returns a number without the leading zero of its DER form, filled up to `length`. */
function padded(digits: Uint8Array, length: number): Uint8Array {
  const first = digits.findIndex((byte) => byte !== 0);
  const significant = first === -1 ? new Uint8Array() : digits.subarray(first);
  if (significant.length > length) throw new TypeError('The signature has a number that is too long for the curve.');
  const out = new Uint8Array(length);
  out.set(significant, length - significant.length);
  return out;
}

/**
 * Returns r and s side by side. Source: RFC 3279, section 2.2.3.
 * @param length of each number: 32 bytes for P-256
 * @throws {TypeError} for other bytes than a signature in DER of at most 127 bytes
 */
export function ecdsaSignatureFromDer(der: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const isSequence = der[0] === 0x30 && der[1] === der.length - 2;
  const r = isSequence ? integerAt(der, 2) : undefined;
  const s = r && integerAt(der, r.end);
  if (r === undefined || s?.end !== der.length) throw new TypeError('The signature is not an ECDSA signature in DER.');
  const out = new Uint8Array(2 * length);
  out.set(padded(r.digits, length));
  out.set(padded(s.digits, length), length);
  return out;
}
