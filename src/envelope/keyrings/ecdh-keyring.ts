/** What the raw and the AWS KMS ECDH keyring share: which data keys are theirs, and how they are wrapped. */
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import type { EcdhCurve } from '../../crypto/local-ecdh.ts';
import type { Keyring } from '../materials.ts';
import { ECDH_PROVIDERS, parseParties, unwrapWithEcdh, wrapWithEcdh, type EcdhParties } from './ecdh-wrapping.ts';
import { tryCandidates, wrapDataKey } from './keyring-support.ts';

/** A key agreement, with raw keys or with KMS. Public keys are SPKI. */
export interface EcdhAgreement {
  /** Agrees on a secret for a new data key. Omitted if the agreement cannot encrypt. */
  readonly start?: () => Promise<{ readonly parties: EcdhParties; readonly secret: Bytes }>;
  /** Returns the public key whose private key this keyring uses to decrypt. Omitted if it cannot decrypt. */
  readonly own?: () => Promise<Bytes>;
  /** The other party, if it is fixed. */
  readonly peer?: Bytes;
  /** Agrees on a secret with another party. */
  readonly derive?: (peer: Bytes) => Promise<Bytes>;
}

/** Creates a keyring from a key agreement. */
export function assembleEcdhKeyring(providerId: string, curve: EcdhCurve, agreement: EcdhAgreement): Keyring {
  const { start, own, peer, derive } = agreement;
  return {
    async onEncrypt(materials) {
      if (!start) throw new TypeError('An ECDH keyring for discovery cannot encrypt: it has no recipient.');
      return wrapDataKey(materials, async (dataKey) => {
        const { parties, secret } = await start();
        return wrapWithEcdh(providerId, { curve, secret, parties, context: materials.encryptionContext }, dataKey);
      });
    },
    async onDecrypt(materials, encryptedDataKeys, signal) {
      if (!own || !derive) throw new TypeError('An ECDH keyring with ephemeral keys cannot decrypt.');
      const providers: readonly string[] = Object.values(ECDH_PROVIDERS);
      const parsed = encryptedDataKeys.flatMap((key) => {
        const parties = providers.includes(key.providerId) ? parseParties(curve, key.providerInfo) : undefined;
        return parties ? [{ key, parties }] : [];
      });
      if (parsed.length === 0) return materials;
      const ownKey = await own();
      const candidates = parsed.flatMap(({ key: { providerId: label, ciphertext }, parties }) => {
        const other = otherParty(parties, ownKey, peer);
        if (!other) return [];
        const decrypt = async () =>
          unwrapWithEcdh(
            { curve, secret: await derive(other), parties, context: materials.encryptionContext },
            ciphertext,
          );
        return [{ label, decrypt }];
      });
      return tryCandidates(materials, candidates, signal);
    },
  };
}

/**
 * Returns the party to agree with. Undefined if the data key is for other parties. With a fixed peer, either may be the
 * sender; without one, this keyring must be the recipient.
 */
function otherParty({ sender, recipient }: EcdhParties, own: Bytes, peer: Bytes | undefined): Bytes | undefined {
  if (!peer) return equalBytes(recipient, own) ? sender : undefined;
  if (equalBytes(recipient, own) && equalBytes(sender, peer)) return sender;
  return equalBytes(sender, own) && equalBytes(recipient, peer) ? recipient : undefined;
}
