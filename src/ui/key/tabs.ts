/** The tabs on the page of a key, in the order of the navigation. A new tab is a file and a row here. */
import { html, type TemplateResult } from 'lit';
import type { KeyView } from '../page/key-view.ts';
import type { PageContext } from '../page/page-context.ts';
import { TEXTS } from './key-texts.ts';
import { whyNoPublicKey } from './why-no-public-key.ts';
import { whyNoRotation } from './rotation.ts';
import '../activity/activity-tab.ts';
import './aliases-tab.ts';
import './general-tab.ts';
import './public-key-tab.ts';
import './rotation-tab.ts';
import './tags-tab.ts';

/** What the page sets on a tab. */
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
  /** Why the key does not have the tab; undefined when it has. Default: every key has it. */
  absent?(key: KeyView): string | undefined;
  /** Whether it uses the whole width of the page. */
  readonly wide?: true;
  /** Loads its code, if it is not part of the page; rejects when loading fails. */
  load?(): Promise<unknown>;
  render(input: TabInput): TemplateResult;
}

/** The table. */
export const TABS: readonly TabRow[] = [
  {
    tab: '',
    name: TEXTS.tabs.general,
    render: ({ context, key, aliases }) =>
      html`<strong-key-general-tab .context=${context} .key=${key} .aliases=${aliases}></strong-key-general-tab>`,
  },
  {
    tab: 'use',
    name: TEXTS.tabs.use,
    load: () => import('../use/use-tab.ts'),
    render: ({ context, key }) => html`<strong-key-use-tab .context=${context} .key=${key}></strong-key-use-tab>`,
  },
  {
    tab: 'policy',
    name: TEXTS.tabs.policy,
    load: () => import('../policy/policy-tab.ts'),
    render: ({ context, key }) => html`<strong-key-policy-tab .context=${context} .key=${key}></strong-key-policy-tab>`,
  },
  {
    tab: 'grants',
    name: TEXTS.tabs.grants,
    load: () => import('../grants/grants-tab.ts'),
    render: ({ context, key }) => html`<strong-key-grants-tab .context=${context} .key=${key}></strong-key-grants-tab>`,
  },
  {
    tab: 'access',
    name: TEXTS.tabs.access,
    wide: true,
    load: () => import('../access/access-tab.ts'),
    render: ({ context, key, aliases }) =>
      html`<strong-key-access-tab .context=${context} .key=${key} .aliases=${aliases}></strong-key-access-tab>`,
  },
  {
    tab: 'aliases',
    name: TEXTS.tabs.aliases,
    render: ({ context, key, aliases }) =>
      html`<strong-key-aliases-tab .context=${context} .key=${key} .aliases=${aliases}></strong-key-aliases-tab>`,
  },
  {
    tab: 'tags',
    name: TEXTS.tabs.tags,
    render: ({ context, key }) => html`<strong-key-tags-tab .context=${context} .key=${key}></strong-key-tags-tab>`,
  },
  {
    tab: 'rotation',
    name: TEXTS.tabs.rotation,
    absent: whyNoRotation,
    render: ({ context, key }) =>
      html`<strong-key-rotation-tab .context=${context} .key=${key}></strong-key-rotation-tab>`,
  },
  {
    tab: 'public-key',
    name: TEXTS.tabs.publicKey,
    absent: whyNoPublicKey,
    render: ({ context, key, aliases }) =>
      html`<strong-key-public-key-tab .context=${context} .key=${key} .aliases=${aliases}></strong-key-public-key-tab>`,
  },
  {
    tab: 'activity',
    name: TEXTS.tabs.activity,
    render: ({ context, key }) =>
      html`<strong-key-activity-tab .context=${context} .key=${key}></strong-key-activity-tab>`,
  },
];
