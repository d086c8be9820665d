import type { Sandbox } from '../../client/strongroom.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { ENTRY_FIELDS, type Entry } from './directory-entry.ts';

/** The errors of policy documents: by field, one text per document, '' for a valid one. */
export type DocumentErrors = Readonly<Record<string, readonly string[]>>;

/** The errors for which the sandbox would refuse the documents of an entry. Fields without errors are absent. */
export async function loadDocumentErrors(sandbox: Sandbox, { kind, values }: Entry): Promise<DocumentErrors> {
  const found = ENTRY_FIELDS[kind].map(async ({ name, documents: as }) => {
    const value = values[name];
    if (as === undefined || value === undefined || value === null) return [name, []] as const;
    const documents = (Array.isArray(value) ? value : [value]) as readonly PolicyDocument[];
    const errors = await Promise.all(documents.map((document) => sandbox.validatePolicy(document, as)));
    return [name, errors.map((findings) => findings.map(({ says }) => says).join(' '))] as const;
  });
  const all: readonly (readonly [string, readonly string[]])[] = await Promise.all(found);
  return Object.fromEntries(all.filter(([, texts]) => texts.some(Boolean)));
}
