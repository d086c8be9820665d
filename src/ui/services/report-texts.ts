/** Texts of the shredding report. */
import type { PathReason, ShreddingPath } from '../../services/tenant-table/shredding-report.ts';

/** The commands that verify a saved report. They need the three files in the current folder. */
export const VERIFY_COMMANDS = {
  openssl: 'openssl dgst -sha256 -verify key.pem -signature report.sig report.json',
  node: `node -e "const { readFileSync: read } = require('fs'); console.log(require('crypto').verify('sha256', read('report.json'), read('key.pem'), read('report.sig')))"`,
} as const;

export const REPORT_TEXTS = {
  heading: (tenant: string, table: string) => `Paths to the data of ${tenant} in ${table}`,
  open: (open: number, all: number) => `Open paths: ${open} of ${all}.`,
  at: (at: string) => `Simulated time of the report: ${at}.`,
  columns: {
    path: 'Path',
    object: 'Object',
    edk: 'Encrypted data key (SHA-256)',
    key: 'KMS key',
    state: 'State of the key',
    event: 'Event',
    open: 'Open or closed',
  },
  kinds: {
    table: 'Table',
    replica: 'Replica',
    backup: 'Backup',
    'data-key': 'Plaintext data key in memory',
  } satisfies Record<ShreddingPath['kind'], string>,
  reasons: {
    'key-enabled': 'the key is enabled',
    'key-can-be-enabled': 'the key can be enabled',
    'deletion-can-be-canceled': 'the deletion can be canceled',
    'material-can-be-imported': 'the key material can be imported again',
    'key-unavailable': 'the key exists',
    'key-does-not-exist': 'the key does not exist',
    'plaintext-key-in-memory': 'a program holds the plaintext data key',
  } satisfies Record<PathReason, string>,
  isOpen: (reason: string) => `Open: ${reason}`,
  isClosed: (reason: string) => `Closed: ${reason}`,
  noKey: 'Does not exist',
  noPaths: 'No encrypted data key is left.',
  withoutKeys: 'Items without an encrypted data key',
  limits: 'What this report does not prove',
  verify: 'Verify the signature',
  verifyLead: 'Save the three files in one folder, and run one of the commands there. Neither needs this app.',
  save: { document: 'Save report.json', signature: 'Save report.sig', publicKey: 'Save key.pem' },
  commands: { openssl: 'OpenSSL', node: 'Node.js' },
  copy: (program: string) => `Command for ${program}`,
  verifyHere: 'Verify in this page',
  verified: 'The signature is valid. The ledger has the result.',
  notVerified: 'The signature is not valid.',
};
