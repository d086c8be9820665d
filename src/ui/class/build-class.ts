/** Builds a class from what a trainer typed. */
import type { Lab } from '../../labs/lab.ts';
import { TEXTS } from './class-texts.ts';

/** The fields of the form. Empty texts are not set. */
export interface ClassDraft {
  readonly title: string;
  readonly id: string;
  readonly labs: readonly string[];
  readonly quotas: '' | 'real' | 'off' | 'divided';
  readonly divisor: string;
  readonly delay: string;
  readonly custody: '' | 'native' | 'complete' | 'strict';
  readonly clock: string;
  readonly contents: string;
  readonly language: string;
  readonly projector: boolean;
}

/** A field of the form. */
export type ClassField = Exclude<keyof ClassDraft, 'projector'>;

/** What is wrong, by field. */
export type FieldFindings = Readonly<Partial<Record<ClassField, string>>>;

export const EMPTY_DRAFT: ClassDraft = {
  title: '',
  id: '',
  labs: [],
  quotas: '',
  divisor: '10',
  delay: '',
  custody: '',
  clock: '',
  contents: '',
  language: '',
  projector: false,
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Numbers that are none stay texts, so that the check names them. */
const numberOf = (text: string): number | string =>
  text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);

function settingsOf({ quotas, divisor, delay, custody }: ClassDraft): object {
  return {
    ...(quotas === '' ? {} : { requestQuotas: quotas === 'divided' ? { divideBy: numberOf(divisor) } : quotas }),
    ...(delay === '' ? {} : { propagationDelaySeconds: numberOf(delay) }),
    ...(custody === '' ? {} : { custody }),
  };
}

/** Returns the document, which is not checked yet, or what cannot be read. */
export function buildClass(
  draft: ClassDraft,
  ownLabs: readonly Lab[],
): { readonly document: object } | { readonly findings: FieldFindings } {
  let contents: unknown = {};
  try {
    if (draft.contents.trim() !== '') contents = JSON.parse(draft.contents);
  } catch {
    return { findings: { contents: TEXTS.make.notJson } };
  }
  if (!isObject(contents)) return { findings: { contents: TEXTS.make.notJson } };
  const settings = { ...(contents.settings as object | undefined), ...settingsOf(draft) };
  const clock = { ...(contents.clock as object | undefined), ...(draft.clock === '' ? {} : { now: draft.clock }) };
  const { omitted: _, ...lists } = contents;
  const sandbox = {
    version: 1,
    ...lists,
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(Object.keys(clock).length === 0 ? {} : { clock }),
  };
  const own = ownLabs.filter(({ id }) => draft.labs.includes(id));
  return {
    document: {
      form: 1,
      id: draft.id.trim(),
      title: draft.title.trim(),
      labs: draft.labs,
      ...(own.length === 0 ? {} : { ownLabs: own }),
      ...(Object.keys(sandbox).length === 1 ? {} : { sandbox }),
      ...(draft.language === '' ? {} : { language: draft.language.trim() }),
      ...(draft.projector ? { projector: true } : {}),
    },
  };
}

const SETTINGS: Readonly<Record<string, ClassField>> = {
  requestQuotas: 'quotas',
  propagationDelaySeconds: 'delay',
  custody: 'custody',
};

/** The field of the form that a place of the document comes from. */
export function fieldOf([first, second, third]: readonly (string | number)[]): ClassField {
  if (first === 'id' || first === 'labs' || first === 'language') return first;
  if (first === 'ownLabs') return 'labs';
  if (first !== 'sandbox') return 'title';
  if (second === 'clock') return 'clock';
  return (second === 'settings' && SETTINGS[String(third)]) || 'contents';
}
