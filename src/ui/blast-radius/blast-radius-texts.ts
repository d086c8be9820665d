/** Every text about what would stop with a change of a key, its policy or an alias. */
import { countOf } from '../kit/format.ts';

/** Texts by the codes of a report. */
export const TEXTS = {
  heading: 'What would stop',
  nothing: 'Nothing that this sandbox has a record of would stop.',
  refused: 'AWS KMS would reject this policy, so nothing would stop.',
  failed: 'What would stop could not be determined. The change is still possible.',
  loading: 'Checking what would stop…',
  unknownEffects: 'What would stop could not be determined.',
  confirmUnknown: 'Make this change without knowing what would stop',
  permanent: 'After the waiting period, KMS can never decrypt this data again.',
  summary: (now: number, later: number) =>
    now === 0
      ? `${countOf(later, 'dependent stops', 'dependents stop')} later. None stops at once.`
      : `${countOf(now, 'dependent stops', 'dependents stop')} at once${later === 0 ? '.' : `, and ${later} later.`}`,
  groups: {
    now: 'Stops at once',
    later: 'Stops later',
    already: 'Does not work already',
    continues: 'Continues',
    ciphertexts: 'Ciphertexts that the alias no longer fits',
  },
  more: (count: string) => `${count} more`,
  kinds: {
    file: 'File',
    object: 'Object',
    bucket: 'New objects of bucket',
    'table-item': 'Table item',
    table: 'New items of table',
    'secret-version': 'Secret version',
    secret: 'New versions of secret',
    order: 'Order',
    app: 'Running app',
    volume: 'Volume',
    'data-key': 'Cached data key of',
    grant: 'Grant of',
    caller: 'Caller',
    replica: 'Related key',
  },
  reasons: {
    'key-unusable': 'AWS KMS refuses cryptographic operations with the key.',
    'data-key-cached':
      'A plaintext data key is in memory. It works until the program restarts or the limits of its cache are reached.',
    'bucket-key-cached': 'S3 may hold a bucket key, for up to five minutes.',
    'access-lost': 'The policy denies the calls.',
    'alias-missing': 'Calls that name the alias fail with NotFoundException.',
    'alias-needed-later': 'The next data key needs the alias.',
    'target-unusable': 'AWS KMS refuses cryptographic operations with the new key.',
    'target-denied': 'The policies of the new key deny every such call.',
    'other-material': 'What was made under the present key does not match the new key.',
    'other-recipient': 'Another recipient key still works.',
    'own-state': 'Its state does not change. It decrypts the same ciphertexts in its Region.',
    'alias-not-needed': 'It has a data key and does not use the alias again.',
    'target-key': 'It continues under the new key.',
  },
  /** Details of a dependent. */
  tenant: (tenant: string) => `tenant ${tenant}`,
  backup: (backup: string) => `backup ${backup}`,
  program: (program: string) => `of ${program}`,
  principals: (names: string) => `for ${names}`,
  holders: (names: string) => `only for ${names}; the calls of others fail at once`,
  until: (time: string) => `until ${time} at the latest`,
  ciphertextError: (error: string) => `Decrypt with the alias as KeyId returns ${error}.`,
  unknown: {
    grants: (error: string) => `Grants are not known: ListGrants returned ${error}.`,
    'key-materials': (error: string) =>
      `The state of the key material is not known: ListKeyRotations returned ${error}.`,
  },
  knows: 'What this report knows:',
  limits: {
    records:
      'the services of this sandbox, the ledger and the audit log. Programs and copies elsewhere are not in it, nor data keys in the memory of other tabs.',
    recipients: 'It does not check whether each reader is allowed to use the other recipient key.',
    'known-readers':
      'The authorizer decides for the principals that the audit log has used the data keys. Files that the ledger knows by hash only are not decided.',
    'alias-conditions': 'Conditions of policies on aliases are not evaluated for the new key.',
    'log-part': 'The audit log has more events than were read; older callers are missing.',
  },
  disable: {
    heading: 'Disable this key?',
    action: 'Disable key',
  },
  moveAlias: {
    heading: (alias: string) => `Move ${alias}?`,
    action: 'Move alias',
  },
  deleteAlias: {
    heading: (alias: string) => `Delete ${alias}?`,
    action: 'Delete alias',
  },
  disconnect: {
    heading: 'Disconnect this key store?',
    action: 'Disconnect key store',
  },
  tab: {
    lead: 'Everything that this sandbox has a record of and that needs this key. The report assumes that the key is scheduled for deletion. Opening it adds an entry to the ledger.',
    none: 'Nothing that this sandbox has a record of depends on this key.',
  },
};
