/** Facts about the operations that import key material. */
import type { FactsTable } from './row.ts';
import { ANY_STATE, NOT_PENDING_DELETION } from './state-answers.ts';

/** The rows. */
export const IMPORT_FACTS = {
  GetParametersForImport: {
    group: 'import',
    resources: [{ role: 'key', kind: 'key', action: 'kms:GetParametersForImport', member: 'KeyId' }],
    readOnly: true,
    states: { ...NOT_PENDING_DELETION, Creating: 'creating', Updating: 'updating' },
    quota: 'GetParametersForImport',
  },
  ImportKeyMaterial: {
    group: 'import',
    resources: [{ role: 'key', kind: 'key', action: 'kms:ImportKeyMaterial', member: 'KeyId' }],
    readOnly: false,
    states: { ...NOT_PENDING_DELETION, Creating: 'creating' },
    quota: 'ImportKeyMaterial',
  },
  DeleteImportedKeyMaterial: {
    group: 'import',
    resources: [{ role: 'key', kind: 'key', action: 'kms:DeleteImportedKeyMaterial', member: 'KeyId' }],
    readOnly: false,
    states: { ...ANY_STATE, Unavailable: 'none', Creating: 'creating', Updating: 'updating' },
    quota: 'DeleteImportedKeyMaterial',
  },
} as const satisfies Partial<FactsTable>;
