/** What the code of a run needs to know of each data key of its message. */
import type { EncryptedDataKey } from '../../envelope/header.ts';
import { keyringTypeOf, type KeyringType } from './keyring-type.ts';
import type { EnvelopeRun } from './envelope-run.ts';
import { describeProvider } from './provider-info.ts';

/** One data key. */
export type KeyringFact =
  | { readonly type: 'aws-kms' | 'aws-kms-rsa'; readonly keyArn: string }
  /** `keyArn`: the KMS key of this side. `recipientArn`: of the recipient, when the sender encrypts. */
  | { readonly type: 'aws-kms-ecdh'; readonly keyArn: string; readonly recipientArn: string; readonly curve: string }
  /** `keyArn`: the KMS key of the branch key. Empty: it was cached, and no call named it. */
  | { readonly type: 'aws-kms-hierarchy'; readonly branchKeyId: string; readonly keyArn: string }
  | { readonly type: 'raw-aes' | 'raw-rsa'; readonly keyNamespace: string; readonly keyName: string }
  | { readonly type: 'raw-ecdh'; readonly curve: string };

/** Curves, by the length of a compressed point. */
const CURVES: Readonly<Record<number, string>> = { 33: 'ECC_NIST_P256', 49: 'ECC_NIST_P384', 67: 'ECC_NIST_P521' };

/** Version, and the length of the first compressed point: the provider info of ECDH. */
const curveIn = (info: Uint8Array) => CURVES[info[4] ?? 0] ?? '';

function factOf(type: KeyringType, key: EncryptedDataKey, run: EnvelopeRun): KeyringFact {
  const { providerId, providerInfo } = key;
  const { name } = describeProvider(key);
  const keyArn = run.key?.arn ?? '';
  switch (type) {
    case 'aws-kms':
    case 'aws-kms-rsa':
      return { type, keyArn: name };
    case 'aws-kms-ecdh': {
      const asked = run.calls.flatMap(({ operation, input }) =>
        operation === 'GetPublicKey' ? [(input as { readonly KeyId?: string }).KeyId ?? ''] : [],
      );
      const recipientArn = asked.find((arn) => arn !== keyArn) ?? keyArn;
      return { type, keyArn, recipientArn, curve: curveIn(providerInfo) };
    }
    case 'aws-kms-hierarchy':
      return { type, keyArn, branchKeyId: name };
    case 'raw-ecdh':
      return { type, curve: curveIn(providerInfo) };
    default:
      return { type, keyNamespace: providerId, keyName: name };
  }
}

/** The data keys of a finished run, in the order of its message. Those of unknown providers are left out. */
export function keyringFacts(run: EnvelopeRun): readonly KeyringFact[] {
  return (run.header?.encryptedDataKeys ?? []).flatMap((key) => {
    const type = keyringTypeOf(key.providerId);
    return type ? [factOf(type, key, run)] : [];
  });
}
