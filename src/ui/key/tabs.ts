/** The tabs of a key's page: one row each, in the order of the navigation. A new tab is a file beside this one and a row here. */
import { html, type TemplateResult } from 'lit';
import type { KeyView } from '../page/key-view.ts';
import type { PageContext } from '../page/page-context.ts';
import { whyNoPublicKey } from './public-key-texts.ts';
import { whyNoRotation } from './rotation.ts';
import '../activity/activity-tab.ts';
import './aliases-tab.ts';
import './general-tab.ts';
import './public-key-tab.ts';
import './rotation-tab.ts';
import './tags-tab.ts';

/** What the page hands to a tab. */
export interface TabInput {
  readonly context: PageContext;
  readonly key: KeyView;
  readonly aliases: readonly string[];
}

/** One tab. */
export interface TabRow {
  /** Its part of the address; the first tab has none. */
  readonly tab: string;
  readonly name: string;
  /** Why this key has no such tab; undefined, or no such member: it has. */
  absent?(key: KeyView): string | undefined;
  /** It takes the whole width of the page. */
  readonly wide?: true;
  /** Loads its code, where that comes only when it is asked for; rejects when it cannot be had. */
  load?(): Promise<unknown>;
  render(input: TabInput): TemplateResult;
}

/** The table. */
export const TABS: readonly TabRow[] = [
  {
    tab: '',
    name: 'General',
    render: ({ context, key, aliases }) =>
      html`<strong-key-general-tab .context=${context} .key=${key} .aliases=${aliases}></strong-key-general-tab>`,
  },
  {
    tab: 'use',
    name: 'Use this key',
    load: () => import('../use/use-tab.ts'),
    render: ({ context, key }) => html`<strong-key-use-tab .context=${context} .key=${key}></strong-key-use-tab>`,
  },
  {
    tab: 'policy',
    name: 'Key policy',
    load: () => import('../policy/policy-tab.ts'),
    render: ({ context, key }) => html`<strong-key-policy-tab .context=${context} .key=${key}></strong-key-policy-tab>`,
  },
  {
    tab: 'grants',
    name: 'Grants',
    load: () => import('../grants/grants-tab.ts'),
    render: ({ context, key }) => html`<strong-key-grants-tab .context=${context} .key=${key}></strong-key-grants-tab>`,
  },
  {
    tab: 'access',
    name: 'Access',
    wide: true,
    load: () => import('../access/access-tab.ts'),
    render: ({ context, key, aliases }) =>
      html`<strong-key-access-tab .context=${context} .key=${key} .aliases=${aliases}></strong-key-access-tab>`,
  },
  {
    tab: 'aliases',
    name: 'Aliases',
    render: ({ context, key, aliases }) =>
      html`<strong-key-aliases-tab .context=${context} .key=${key} .aliases=${aliases}></strong-key-aliases-tab>`,
  },
  {
    tab: 'tags',
    name: 'Tags',
    render: ({ context, key }) => html`<strong-key-tags-tab .context=${context} .key=${key}></strong-key-tags-tab>`,
  },
  {
    tab: 'rotation',
    name: 'Key rotation',
    absent: whyNoRotation,
    render: ({ context, key }) =>
      html`<strong-key-rotation-tab .context=${context} .key=${key}></strong-key-rotation-tab>`,
  },
  {
    tab: 'public-key',
    name: 'Public key',
    absent: whyNoPublicKey,
    render: ({ context, key, aliases }) =>
      html`<strong-key-public-key-tab .context=${context} .key=${key} .aliases=${aliases}></strong-key-public-key-tab>`,
  },
  {
    tab: 'activity',
    name: 'Activity',
    render: ({ context, key }) =>
      html`<strong-key-activity-tab .context=${context} .key=${key}></strong-key-activity-tab>`,
  },
];
