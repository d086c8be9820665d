import type { SeedDifference, SeedList, SeedOmissionKind } from '../../model/seed-document.ts';

/** Texts of the export and import of a sandbox. */
export const TEXTS = {
  heading: 'Export and import',
  lead: 'The export is a file with settings, accounts, principals, policies, keys, aliases and grants of this sandbox. It contains no key material, no secrets and no audit log. An import creates new keys.',
  exportFile: 'Export sandbox',
  exported: 'Sandbox exported.',
  open: 'Import…',
  fileName: (date: string) => `strongroom-sandbox-${date}.json`,
  dialog: {
    heading: 'Import sandbox',
    lead: 'Choose a file that an export or a program has written. The preview shows what the import would change. Nothing is changed before you confirm.',
    choose: 'Seed document (JSON)',
    tooLarge: (maximum: string) => `The file is larger than ${maximum}. Choose a smaller one.`,
    notJson: (message: string) => `The file is not JSON. ${message}`,
    checking: 'Checking the document…',
    refused: (count: number) =>
      count === 1 ? 'The document is refused: 1 problem.' : `The document is refused: ${count} problems.`,
    whole: 'Whole document',
    place: 'Place in the document',
    problem: 'Problem',
    changes: 'Changes',
    list: 'Entries',
    added: 'New',
    updated: 'Updated',
    nothing: 'The document contains no entries.',
    calls: (count: string) =>
      `The import makes ${count} calls as the root users of the accounts. They appear in Activity.`,
    submit: 'Import',
    done: 'Sandbox imported.',
    differences: 'Differences from the exported sandbox',
    differencesAhead: 'What the import cannot restore',
    differenceCount: (shown: string, all: string) => `The first ${shown} of ${all} differences.`,
  },
  lists: {
    accounts: 'Accounts',
    groups: 'Groups',
    principals: 'Principals',
    endpoints: 'VPC endpoints',
    keys: 'Keys',
    aliases: 'Aliases',
    grants: 'Grants',
  } satisfies Readonly<Record<SeedList, string>>,
  omissions: {
    'aws-managed-key': 'AWS managed key, not in the export. The first call through its service creates another one.',
    'key-store-key': 'Key in a custom key store, not in the export.',
    'replicas-of-imported-material': 'Replicas of a key with imported key material, not in the export.',
    'grant-of-imported-material': 'Grants on a key with imported key material, not in the export.',
    'deleted-principal': 'Deleted principal that a key policy names, not in the export.',
    'grant-of-deleted-principal': 'Grant for a deleted principal, not in the export.',
  } satisfies Readonly<Record<SeedOmissionKind, string>>,
};

/** Describes a difference: what it is about, and what differs. */
export function describeDifference(difference: SeedDifference): readonly [subject: string, text: string] {
  switch (difference.kind) {
    case 'new-key':
      return [
        `${difference.key}, ${difference.region}`,
        'New key with new key material. Ciphertext of the exported key cannot be decrypted with it.',
      ];
    case 'imported-material':
      return [`${difference.key}, ${difference.region}`, 'No key material. Import it before you use the key.'];
    case 'new-grant':
      return [`Grant on ${difference.key}, ${difference.region}`, 'New grant ID. Earlier grant tokens are not valid.'];
    case 'deletion-period':
      return [
        `${difference.key}, ${difference.region}`,
        `The waiting period before deletion starts anew: ${difference.days} days.`,
      ];
    case 'rotation-period':
      return [
        difference.key,
        `The rotation period starts anew: ${difference.days} days. Earlier key material is lost.`,
      ];
    case 'clock':
      return [
        'Simulated clock',
        'Not set back: this sandbox has calls, and its time is later than that of the export.',
      ];
    case 'new-principal':
      return [difference.arn, 'New principal with another unique ID. It has no access keys.'];
    case 'omitted':
      return [difference.omission.arn, TEXTS.omissions[difference.omission.kind]];
  }
}
