/** Loads the keys of the caller's account in a Region. */
import type { KmsClient, Strongroom } from '../../client/strongroom.ts';
import type { InputOf } from '../../model/operations.ts';
import { parseArn } from '../../model/arn.ts';
import { outputOf } from '../page/call-recorder.ts';
import type { KeyStoreChoice, NewKey } from './strong-create-key.ts';
import type { KeyRow } from './key-rows.ts';

/**
 * Loads the rows with one ListKeys call, which decides whether the caller is allowed to list keys. The details come
 * from the sandbox: a DescribeKey call for each key would fill the audit log. Throws AWS's error for a refused caller.
 */
export async function loadKeys(kms: KmsClient, { sandbox }: Pick<Strongroom, 'sandbox'>): Promise<readonly KeyRow[]> {
  const { Keys = [] } = outputOf(await kms.call('ListKeys', { Limit: 1 }));
  // The ARN names the account of the caller, also that of a service.
  const first = parseArn(Keys[0]?.KeyArn ?? '');
  return first ? sandbox.keys.list(first.account, first.region) : [];
}

/** Loads the connected custom key stores. Empty if the caller may not list them. */
export async function loadConnectedStores(kms: KmsClient): Promise<readonly KeyStoreChoice[]> {
  const reply = await kms.call('DescribeCustomKeyStores', {});
  if (!reply.ok) return [];
  return (reply.output.CustomKeyStores ?? [])
    .filter((store) => store.ConnectionState === 'CONNECTED')
    .map(({ CustomKeyStoreId: id = '', CustomKeyStoreName: name = '', CustomKeyStoreType: type }) => ({
      id,
      name,
      isExternal: type === 'EXTERNAL_KEY_STORE',
    }));
}

/** Whether the material of a new key is imported later. */
export function isImported({ origin, keyStoreId }: NewKey): boolean {
  return origin === 'EXTERNAL' && keyStoreId === undefined;
}

/** Creates a key. A key in a custom key store is always a symmetric encryption key. Returns its ID. */
export async function createKey(kms: KmsClient, key: NewKey): Promise<string> {
  const { description, usage, spec, custody, multiRegion, keyStoreId, xksKeyId } = key;
  const input: InputOf<'CreateKey'> =
    keyStoreId === undefined
      ? {
          Description: description,
          KeyUsage: usage,
          KeySpec: spec,
          ...(isImported(key) ? { Origin: 'EXTERNAL' } : {}),
          ...(multiRegion ? { MultiRegion: true } : {}),
        }
      : {
          Description: description,
          CustomKeyStoreId: keyStoreId,
          ...(xksKeyId === undefined
            ? { Origin: 'AWS_CLOUDHSM' }
            : { Origin: 'EXTERNAL_KEY_STORE', XksKeyId: xksKeyId }),
        };
  return outputOf(await kms.call('CreateKey', input, { custody })).KeyMetadata?.KeyId ?? '';
}
