/** Errors of keys and recipients name the option that the caller passes. */
import { describe, expect, it } from 'vitest';
import {
  arn,
  blob,
  changeable,
  content,
  document,
  ecdhPair,
  ecdhPublicKey,
  encrypt,
  envelope,
  expectNamed,
  output,
  rsaPublicKey,
  tools,
} from './option-kinds.ts';

describe('the error of a key names the option that has it', () => {
  const { createKeyring } = tools;
  const publicHalf = { type: 'data-key-pair', keyName: 'n', publicKey: rsaPublicKey } as const;
  const ecdh = { type: 'raw-ecdh', curve: 'ECC_NIST_P384' } as const;
  it('of a data key pair whose blob encrypts no RSA key, or that has no blob', async () => {
    const encrypted = await encrypt(content, { keyrings: [publicHalf] });
    const read = (options: object) =>
      output(envelope.decrypt(new Blob([encrypted]), { keyrings: [{ ...publicHalf, ...options }] }));
    await expect(read({ privateKeyCiphertextBlob: blob })).rejects.toThrow(
      'The private key that privateKeyCiphertextBlob encrypts must be an RSA key in PKCS#8.',
    );
    await expect(read({})).rejects.toThrow('has no privateKeyCiphertextBlob, so it cannot decrypt');
  });

  it('of a raw RSA keyring', async () => {
    const raw = { type: 'raw-rsa', keyNamespace: 'n', keyName: 'n' } as const;
    const other = { name: 'RSA-PSS', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };
    const pair = await crypto.subtle.generateKey(other, false, ['sign', 'verify']);
    await expectNamed(() => createKeyring({ ...raw, publicKey: ecdhPublicKey }), 'publicKey');
    await expectNamed(() => createKeyring({ ...raw, privateKey: rsaPublicKey }), 'privateKey');
    await expectNamed(() => createKeyring({ ...raw, publicKey: pair.publicKey }), 'publicKey');
    await expectNamed(() => createKeyring({ ...raw, privateKey: pair.privateKey }), 'privateKey');
    await expectNamed(() => createKeyring({ ...raw, padding: 'PKCS1', publicKey: pair.publicKey }), 'publicKey');
  });

  it('of a raw ECDH keyring', async () => {
    const recipientPublicKey = ecdhPublicKey;
    const key = rsaPublicKey;
    const half = { privateKey: ecdhPair.privateKey } as CryptoKeyPair;
    for (const senderPrivateKey of [ecdhPair, key, half])
      await expectNamed(
        () => createKeyring({ ...ecdh, keyAgreement: 'static', senderPrivateKey, recipientPublicKey }),
        'senderPrivateKey',
      );
    for (const recipientPrivateKey of [ecdhPair, key, half])
      await expectNamed(
        () => createKeyring({ ...ecdh, keyAgreement: 'discovery', recipientPrivateKey }),
        'recipientPrivateKey',
      );
    await expectNamed(
      () => createKeyring({ ...ecdh, keyAgreement: 'ephemeral', recipientPublicKey }),
      'recipientPublicKey',
    );
  });

  it('of recipients to add: to of a JSON envelope, add of a message', async () => {
    const none = { keyIds: [] };
    const both = { keyIds: [arn], keyrings: [publicHalf] };
    for (const wrong of [none, both, {}] as never[]) {
      await expectNamed(() => tools.addJsonRecipients(document, { to: wrong }), 'to');
      await expectNamed(() => tools.changeMessageRecipients(new Blob([changeable]), { add: wrong }), 'add');
    }
  });
});
