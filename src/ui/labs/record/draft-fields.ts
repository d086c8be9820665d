/** The fields in which the draft of a lab is edited, as data. A finding leads to the field of its place. */
import type { Lab } from '../../../labs/lab.ts';
import type { DraftPath } from './lab-draft.ts';
import type { TEXTS } from './record-lab-texts.ts';

/** `lines`: a list of texts, one per line. `json`: any value. */
export type FieldKind = 'text' | 'long' | 'number' | 'lines' | 'json';

/** A field. */
export interface DraftField {
  readonly path: DraftPath;
  readonly kind: FieldKind;
  readonly label: keyof typeof TEXTS.form.fields;
}

/** Fields with a heading. */
export interface FieldGroup {
  readonly kind: 'lab' | 'task' | 'mistake';
  /** Number of the task or of the mistake, from 1. */
  readonly number: number;
  readonly fields: readonly DraftField[];
}

const field = (label: DraftField['label'], kind: FieldKind, ...path: DraftPath): DraftField => ({ label, kind, path });

/** Returns the fields of a lab, in the order of the page. */
export function draftFields({ tasks }: Lab): readonly FieldGroup[] {
  const lab: FieldGroup = {
    kind: 'lab',
    number: 1,
    fields: [
      field('id', 'text', 'id'),
      field('minutes', 'number', 'minutes'),
      field('title', 'text', 'texts', 'en', 'title'),
      field('goal', 'long', 'texts', 'en', 'goal'),
      field('start', 'long', 'texts', 'en', 'start'),
      field('caption', 'text', 'texts', 'en', 'caption'),
      field('summary', 'lines', 'texts', 'en', 'summary'),
      field('instructor', 'lines', 'texts', 'en', 'instructor'),
      field('startSteps', 'json', 'start'),
    ],
  };
  const ofTasks = tasks.flatMap(({ id, mistakes = [] }, index): readonly FieldGroup[] => {
    const texts = ['texts', 'en', 'tasks', id] as const;
    const at = ['tasks', index] as const;
    return [
      {
        kind: 'task',
        number: index + 1,
        fields: [
          field('taskTitle', 'text', ...texts, 'title'),
          field('text', 'long', ...texts, 'text'),
          field('hint1', 'long', ...texts, 'hints', 0),
          field('hint2', 'long', ...texts, 'hints', 1),
          field('hint3', 'long', ...texts, 'hints', 2),
          field('done', 'json', ...at, 'done'),
          field('solution', 'json', ...at, 'solution'),
        ],
      },
      ...mistakes.map(({ id: mistake }, number): FieldGroup => {
        const place = [...at, 'mistakes', number] as const;
        return {
          kind: 'mistake',
          number: number + 1,
          fields: [
            field('mistakeHint', 'long', ...texts, 'mistakes', mistake),
            field('seen', 'json', ...place, 'seen'),
            field('script', 'json', ...place, 'script'),
          ],
        };
      }),
    ];
  });
  return [lab, ...ofTasks];
}

/** How many parts of two paths agree from the start. */
function agreement(one: DraftPath, other: DraftPath): number {
  const end = one.findIndex((part, index) => String(part) !== String(other[index]));
  return end === -1 ? one.length : end;
}

/** Returns the field of a place, or the one that is closest to it. */
export function fieldOfPlace(groups: readonly FieldGroup[], place: DraftPath): DraftField | undefined {
  let best: { readonly field: DraftField; readonly score: number } | undefined;
  for (const one of groups.flatMap(({ fields }) => fields)) {
    const score = agreement(one.path, place);
    if (score > 0 && score > (best?.score ?? 0)) best = { field: one, score };
  }
  return best?.field;
}
