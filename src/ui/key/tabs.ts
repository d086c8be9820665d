/** The tabs on the page of a key, in the order of the navigation. A new tab is a file and a row here. */
import { html, type TemplateResult } from 'lit';
import type { KeyView } from '../page/key-view.ts';
import { TEXTS } from './key-texts.ts';
import { whyNoPublicKey } from './why-no-public-key.ts';
import { whyNoImport, whyNoRotation } from './rotation.ts';
import '../activity/activity-tab.ts';
import './aliases-tab.ts';
import './general-tab.ts';
import './public-key-tab.ts';
import './rotation-tab.ts';
import './tags-tab.ts';

/** Why the key has no related keys in other Regions; undefined when it can have some. */
const whyNoRegionality = ({ MultiRegion }: KeyView): string | undefined =>
  MultiRegion ? undefined : TEXTS.regionality.single;

/** What the page sets on a tab. */
export interface TabInput {
  readonly key: KeyView;
  readonly aliases: readonly string[];
  /** Name of the key in confirmations. */
  readonly name: string;
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
    render: ({ key, name }) => html`<strong-key-general-tab .key=${key} .keyName=${name}></strong-key-general-tab>`,
  },
  {
    tab: 'state',
    name: TEXTS.tabs.state,
    wide: true,
    load: () => import('./state-tab.ts'),
    render: ({ key, name }) => html`<strong-key-state-tab .key=${key} .keyName=${name}></strong-key-state-tab>`,
  },
  {
    tab: 'dependents',
    name: TEXTS.tabs.dependents,
    load: () => import('../blast-radius/dependents-tab.ts'),
    render: ({ key, name }) =>
      html`<strong-key-dependents-tab .key=${key} .keyName=${name}></strong-key-dependents-tab>`,
  },
  {
    tab: 'use',
    name: TEXTS.tabs.use,
    load: () => import('../use/use-tab.ts'),
    render: ({ key, name }) => html`<strong-key-use-tab .key=${key} .keyName=${name}></strong-key-use-tab>`,
  },
  {
    tab: 'policy',
    name: TEXTS.tabs.policy,
    load: () => import('../policy/policy-tab.ts'),
    render: ({ key, name }) => html`<strong-key-policy-tab .key=${key} .keyName=${name}></strong-key-policy-tab>`,
  },
  {
    tab: 'grants',
    name: TEXTS.tabs.grants,
    load: () => import('../grants/grants-tab.ts'),
    render: ({ key, name }) => html`<strong-key-grants-tab .key=${key} .keyName=${name}></strong-key-grants-tab>`,
  },
  {
    tab: 'access',
    name: TEXTS.tabs.access,
    wide: true,
    load: () => import('../access/access-tab.ts'),
    render: ({ key, aliases, name }) =>
      html`<strong-key-access-tab .key=${key} .keyName=${name} .aliases=${aliases}></strong-key-access-tab>`,
  },
  {
    tab: 'aliases',
    name: TEXTS.tabs.aliases,
    render: ({ key, aliases, name }) =>
      html`<strong-key-aliases-tab .key=${key} .keyName=${name} .aliases=${aliases}></strong-key-aliases-tab>`,
  },
  {
    tab: 'tags',
    name: TEXTS.tabs.tags,
    render: ({ key, name }) => html`<strong-key-tags-tab .key=${key} .keyName=${name}></strong-key-tags-tab>`,
  },
  {
    tab: 'material',
    name: TEXTS.tabs.material,
    absent: whyNoImport,
    load: () => import('../import/material-tab.ts'),
    render: ({ key }) => html`<strong-key-material-tab .key=${key}></strong-key-material-tab>`,
  },
  {
    tab: 'rotation',
    name: TEXTS.tabs.rotation,
    absent: whyNoRotation,
    render: ({ key, name }) => html`<strong-key-rotation-tab .key=${key} .keyName=${name}></strong-key-rotation-tab>`,
  },
  {
    tab: 'public-key',
    name: TEXTS.tabs.publicKey,
    absent: whyNoPublicKey,
    render: ({ key, aliases, name }) =>
      html`<strong-key-public-key-tab .key=${key} .keyName=${name} .aliases=${aliases}></strong-key-public-key-tab>`,
  },
  {
    tab: 'regionality',
    name: TEXTS.tabs.regionality,
    absent: whyNoRegionality,
    load: () => import('../replicas/regionality-tab.ts'),
    render: ({ key }) => html`<strong-key-regionality-tab .key=${key}></strong-key-regionality-tab>`,
  },
  {
    tab: 'activity',
    name: TEXTS.tabs.activity,
    render: ({ key, name }) => html`<strong-key-activity-tab .key=${key} .keyName=${name}></strong-key-activity-tab>`,
  },
];
