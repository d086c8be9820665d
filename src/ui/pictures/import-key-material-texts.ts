/** Texts of the picture *import-key-material*. */
import { countOf } from '../kit/format.ts';
import type { ImportParcel } from './import-key-material.ts';
import { span } from './picture-times.ts';

export const TEXTS = {
  none: 'There is no key for imported key material yet. Create one with Origin EXTERNAL.',
  safe: {
    heading: 'Your safe',
    what: 'AWS KMS and this sandbox do not know what you keep. To restore the key, you need:',
    nothing: 'Nothing to keep yet.',
    keep: (number: number, id: string) => `The bytes of material ${number}, ${id}`,
  },
  transit: {
    heading: 'On the way',
    nothing: 'No import parameters yet. Call GetParametersForImport.',
    wrapped: (algorithm: string, spec: string) => `Wrapped with ${algorithm} under a key of ${spec}`,
    states: {
      waiting: 'The import token waits for an import.',
      late: 'The import token has expired.',
      used: 'Imported.',
      refused: 'The import was refused.',
    } satisfies Readonly<Record<ImportParcel['state'], string>>,
    left: (seconds: number) => `The token is valid for ${span(seconds)}.`,
    over: (seconds: number) => `The token expired ${span(seconds)} ago.`,
    refused: (error: string, count: number) => `${error}: ${countOf(count, 'time', 'times')}`,
    errors: 'Refused imports',
  },
  vault: {
    heading: 'Inside KMS',
    empty: 'No key material was imported yet.',
    material: (number: number, id: string) => `Material ${number}, ${id}`,
    current: 'Current',
    present: 'Present',
    ended: { deleted: 'Deleted. Import the same bytes again.', expired: 'Expired. Import the same bytes again.' },
    imports: (count: number) => `Imported ${countOf(count, 'time', 'times')}`,
    noExpiry: 'The key material does not expire.',
    expiry: (when: string, seconds: number) => `Expires on ${when}, in ${span(seconds)}.`,
  },
};
