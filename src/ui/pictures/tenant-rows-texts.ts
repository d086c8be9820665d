/** Texts of the picture *tenant-rows*. */
import { countOf } from '../kit/format.ts';
import { span } from './picture-times.ts';

export const TEXTS = {
  inside: 'Inside KMS',
  noTable: 'There is no tenant table yet.',
  noKeys: 'No encrypted data key is left, so no KMS key is needed.',
  keys: 'KMS keys of the rows',
  deleted: 'Deleted',
  sharedBy: (tenants: readonly string[]) =>
    tenants.length === 1 ? `Key of one tenant: ${tenants[0]}` : `Shared by ${tenants.join(', ')}`,
  deletion: (when: string, seconds: number) => `Deletion on ${when}, in ${span(seconds)}. It can be canceled.`,
  places: { table: 'Table', replica: 'Replica', backup: 'Backup' },
  place: (name: string, region: string) => `${name}, ${region}`,
  row: (tenant: string, id: string) => `${tenant}, item ${id}`,
  access: {
    readable: 'Readable',
    blocked: 'Not readable now. The key can come back.',
    shredded: 'Unreadable. No key is left.',
  },
  body: 'Encrypted body',
  under: (name: string) => `under ${name}`,
  noEdk: 'No encrypted data key',
  memory: 'In the memory of programs',
  dataKey: (tenant: string, program: string) => `Plaintext data key of ${tenant}, in ${program}`,
  dataKeyFacts: (seconds: number, uses: number) =>
    `${countOf(Math.floor(seconds), 'second', 'seconds')} old, used ${countOf(uses, 'time', 'times')}`,
};
