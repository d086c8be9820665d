/**
 * X.509 certificates with RSA keys: by node-forge, with keys and signatures of SubtleCrypto. Loaded when they are used.
 */
import forge from 'node-forge';
import { concatBytes, copyBytes, type Bytes } from '../base/bytes.ts';

const RSA = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';

const toForge = (bytes: Bytes): string => forge.util.createBuffer(bytes).getBytes();
const fromForge = (text: string): Bytes => copyBytes(forge.util.binary.raw.decode(text));

/** Returns the part of a certificate that is signed. The types of node-forge lack the function. */
function toBeSigned(certificate: forge.pki.Certificate): forge.asn1.Asn1 {
  const pki = forge.pki as unknown as { getTBSCertificate: (one: forge.pki.Certificate) => forge.asn1.Asn1 };
  return pki.getTBSCertificate(certificate);
}

/** What a certificate says. */
interface CertificateContent {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: CryptoKey;
  readonly serialNumber: Bytes;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly isAuthority: boolean;
}

/** Creates a certificate that is signed with `issuerKey`. Returns it in PEM. */
async function issue(content: CertificateContent, issuerKey: CryptoKey): Promise<string> {
  const certificate = forge.pki.createCertificate();
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', content.publicKey));
  certificate.publicKey = forge.pki.publicKeyFromAsn1(forge.asn1.fromDer(toForge(spki)));
  certificate.serialNumber = forge.util.bytesToHex(toForge(concatBytes(Uint8Array.of(0x01), content.serialNumber)));
  certificate.validity = { notBefore: content.notBefore, notAfter: content.notAfter };
  certificate.setSubject([{ name: 'commonName', value: content.subject }]);
  certificate.setIssuer([{ name: 'commonName', value: content.issuer }]);
  if (content.isAuthority)
    certificate.setExtensions([
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ]);
  certificate.signatureOid = SHA256_WITH_RSA;
  certificate.siginfo.algorithmOid = SHA256_WITH_RSA;
  const signed = forge.asn1.toDer(toBeSigned(certificate)).getBytes();
  const signature = await crypto.subtle.sign(RSA.name, issuerKey, fromForge(signed));
  certificate.signature = toForge(new Uint8Array(signature));
  return forge.pki.certificateToPem(certificate);
}

/** A certificate authority and a certificate that it issued, both in PEM. The private keys are not kept. */
export interface CertificatePair {
  readonly authority: string;
  readonly certificate: string;
}

/**
 * Creates a self-signed certificate authority and one certificate of it, valid for ten years.
 * @param serialNumbers 8 random bytes for each
 */
export async function createCertificatePair(
  names: { readonly authority: string; readonly subject: string },
  notBefore: Date,
  serialNumbers: readonly [Bytes, Bytes],
): Promise<CertificatePair> {
  const [authority, subject] = await Promise.all([
    crypto.subtle.generateKey(RSA, false, ['sign', 'verify']),
    crypto.subtle.generateKey(RSA, false, ['sign', 'verify']),
  ]);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + 10);
  const shared = { issuer: names.authority, notBefore, notAfter };
  return {
    authority: await issue(
      {
        ...shared,
        subject: names.authority,
        publicKey: authority.publicKey,
        serialNumber: serialNumbers[0],
        isAuthority: true,
      },
      authority.privateKey,
    ),
    certificate: await issue(
      {
        ...shared,
        subject: names.subject,
        publicKey: subject.publicKey,
        serialNumber: serialNumbers[1],
        isAuthority: false,
      },
      authority.privateKey,
    ),
  };
}

/** Whether the certificate `pem` was issued by `authority`. False for text that is no certificate with an RSA key. */
export function isIssuedBy(pem: string, authority: string): boolean {
  try {
    const issuer = forge.pki.certificateFromPem(authority);
    const certificate = forge.pki.certificateFromPem(pem);
    return issuer.issued(certificate) && issuer.verify(certificate);
  } catch {
    // Not PEM, not a certificate, another type of key, or another signature.
    return false;
  }
}
