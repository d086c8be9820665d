import { html } from 'lit';
import { whole } from '../kit/whole.ts';

/** Every text of the Regionality tab and its dialogs. */
export const TEXTS = {
  title: 'Regionality',
  types: { PRIMARY: 'Primary key', REPLICA: 'Replica key' },
  /** What the key is. */
  primary: html`<b>Multi-Region primary key.</b> Replicas are created from this key, and all related keys are rotated
    here.`,
  replica: (region: string) =>
    html`<b>Multi-Region replica key.</b> Its primary key is in ${whole(region)}. Replicas are created, and the keys are
      rotated, at the primary key.`,
  shared:
    'Related keys share their key ID, key material and rotation. Each has its own key policy, description, aliases, tags, grants and state.',
  single: 'This is a single-Region key. Only a key that was created as a multi-Region key can have replicas.',
  related: 'Related keys',
  columns: { region: 'Region', type: 'Type', state: 'Status', arn: 'ARN', open: 'Open' },
  arnOf: (region: string) => `the ARN in ${region}`,
  /** The caller is not allowed to know the state. `error` is the name of the error. */
  unknown: (error: string) => `Not known: ${error}`,
  here: 'This key',
  open: (region: string) => html`Open in ${whole(region)}`,
  openPrimary: (region: string) => html`Open the primary key in ${whole(region)}`,
  map: {
    label: (count: number, primary: string) =>
      count === 0
        ? `The primary key in ${primary} has no replicas.`
        : `The primary key in ${primary}, with lines to its ${count === 1 ? 'replica' : `${count} replicas`}.`,
    caption:
      'Related keys have the same key material. KMS copies material that it generates; you import your own into each key.',
    material: (id: string) => `Key material ${id}`,
    noMaterial: 'No key material yet',
  },
  replicate: {
    open: 'Create replica keys…',
    title: 'Create replica keys',
    hint: 'A replica has the default key policy until you change it. You can edit the policy in its own Region.',
    replica: (number: number) => `Replica ${number}`,
    region: 'Region',
    regionOption: (code: string, name: string) => `${code}, ${name}`,
    alias: 'Alias (optional)',
    aliasExample: 'alias/app',
    aliasHint: 'The alias is created in the Region of the replica.',
    description: 'Description (optional)',
    tags: 'Tags',
    add: 'Add another Region',
    remove: (number: number) => `Remove replica ${number}`,
    create: (count: number) => (count === 1 ? 'Create replica key' : `Create ${count} replica keys`),
    created: (regions: string) => `Replica created in ${regions}.`,
    /** Some replicas exist although a later step failed. */
    partly: (regions: string) => `Created before the error: ${regions}.`,
    aliasFailed: (region: string) => `The replica in ${region} was created, but its alias was refused.`,
    allTaken: 'Every Region of this partition has a related key.',
    sameRegion: 'Choose a different Region for each replica.',
  },
  move: {
    open: 'Change primary Region…',
    title: 'Change the primary Region?',
    effect:
      'The replica in the chosen Region becomes the primary key, and this key becomes a replica. Both are Updating for a few seconds. Cryptographic operations work meanwhile.',
    region: 'New primary Region',
    run: 'Change primary Region',
    done: (region: string) => `The primary key is now in ${region}.`,
  },
  /** Why an action is not possible now. */
  refused: {
    state: (state: string) => `The key is ${state}. The primary key must be enabled.`,
    noReplica: 'There is no enabled replica. Create one first.',
  },
};
