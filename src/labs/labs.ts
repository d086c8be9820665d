/** The labs of the course. A lab itself, with its texts, is loaded when it is opened. */
import type { LabLanguage } from './lab-languages.ts';
import type { Lab, LabTexts } from './lab.ts';

/** What the map of the course shows of a lab. */
export interface LabSummary {
  readonly id: string;
  /** Title in English. */
  readonly title: string;
  /** Titles in the other languages of the course. */
  readonly titles: Readonly<Record<Exclude<LabLanguage, 'en'>, string>>;
  readonly minutes: number;
  /** IDs of glossary entries. */
  readonly concepts: readonly string[];
  /** IDs of labs that are best done before. Advice: every lab can be started at any time. */
  readonly prerequisites: readonly string[];
}

/** A lab without its texts, as its folder has it. */
type LabData = Omit<Lab, 'texts'>;
interface LoadedModule {
  readonly default: unknown;
}
type LoadedModules = readonly [lab: LoadedModule, en: LoadedModule, de: LoadedModule];

interface LabRow extends LabSummary {
  readonly load: () => Promise<LoadedModules>;
}

const ROWS: readonly LabRow[] = [
  {
    id: 'L01',
    title: 'Keys, and who owns them',
    titles: { de: 'Schlüssel und ihre Eigentümer' },
    minutes: 15,
    concepts: ['kms-key', 'customer-managed-key', 'aws-managed-key', 'aws-owned-key'],
    prerequisites: [],
    load: () => Promise.all([import('./L01/lab.json'), import('./L01/en.json'), import('./L01/de.json')]),
  },
  {
    id: 'L02',
    title: 'Sign, verify, authenticate, agree',
    titles: { de: 'Signieren, prüfen, authentifizieren, vereinbaren' },
    minutes: 15,
    concepts: ['key-usage', 'digital-signature', 'public-key', 'hmac', 'key-agreement'],
    prerequisites: [],
    load: () => Promise.all([import('./L02/lab.json'), import('./L02/en.json'), import('./L02/de.json')]),
  },
  {
    id: 'L03',
    title: 'Data keys',
    titles: { de: 'Datenschlüssel' },
    minutes: 15,
    concepts: ['data-key', 'envelope-encryption', 'encrypted-data-key'],
    prerequisites: [],
    load: () => Promise.all([import('./L03/lab.json'), import('./L03/en.json'), import('./L03/de.json')]),
  },
  {
    id: 'L04',
    title: 'Envelope encryption and its uses',
    titles: { de: 'Envelope-Verschlüsselung und ihr Nutzen' },
    minutes: 20,
    concepts: ['envelope-encryption', 'data-key', 're-encrypt', 'data-key-pair'],
    prerequisites: ['L03'],
    load: () => Promise.all([import('./L04/lab.json'), import('./L04/en.json'), import('./L04/de.json')]),
  },
  {
    id: 'L05',
    title: 'Encryption context',
    titles: { de: 'Verschlüsselungskontext' },
    minutes: 25,
    concepts: ['encryption-context', 'additional-authenticated-data', 'audit', 'condition-key'],
    prerequisites: ['L07'],
    load: () => Promise.all([import('./L05/lab.json'), import('./L05/en.json'), import('./L05/de.json')]),
  },
  {
    id: 'L06',
    title: 'Aliases, tags and attribute-based access control',
    titles: { de: 'Aliasse, Tags und attributbasierte Zugriffskontrolle' },
    minutes: 20,
    concepts: ['alias', 'tag', 'abac', 'key-policy', 'condition-key'],
    prerequisites: ['L07'],
    load: () => Promise.all([import('./L06/lab.json'), import('./L06/en.json'), import('./L06/de.json')]),
  },
  {
    id: 'L07',
    title: 'Key policies and the lock-out',
    titles: { de: 'Schlüsselrichtlinien und das Aussperren' },
    minutes: 25,
    concepts: ['key-policy', 'iam-policy', 'delegation', 'explicit-deny', 'lockout', 'cross-account'],
    prerequisites: [],
    load: () => Promise.all([import('./L07/lab.json'), import('./L07/en.json'), import('./L07/de.json')]),
  },
  {
    id: 'L08',
    title: 'Grants',
    titles: { de: 'Grants' },
    minutes: 20,
    concepts: ['grant', 'grant-token', 'grant-constraint', 'propagation-delay'],
    prerequisites: ['L07'],
    load: () => Promise.all([import('./L08/lab.json'), import('./L08/en.json'), import('./L08/de.json')]),
  },
  {
    id: 'L09',
    title: 'Unusable keys and the delayed effect',
    titles: { de: 'Unbrauchbare Schlüssel und ihre späte Wirkung' },
    minutes: 20,
    concepts: ['key-state', 'data-key', 'key-deletion', 'imported-key-material', 'custom-key-store'],
    prerequisites: ['L03'],
    load: () => Promise.all([import('./L09/lab.json'), import('./L09/en.json'), import('./L09/de.json')]),
  },
  {
    id: 'L10',
    title: 'Rotation',
    titles: { de: 'Rotation' },
    minutes: 15,
    concepts: ['key-rotation', 'key-material', 'data-key', 'alias'],
    prerequisites: ['L03'],
    load: () => Promise.all([import('./L10/lab.json'), import('./L10/en.json'), import('./L10/de.json')]),
  },
  {
    id: 'L11',
    title: 'Import your own key material',
    titles: { de: 'Eigenes Schlüsselmaterial importieren' },
    minutes: 20,
    concepts: ['imported-key-material', 'import-token', 'key-state', 'key-rotation'],
    prerequisites: ['L10'],
    load: () => Promise.all([import('./L11/lab.json'), import('./L11/en.json'), import('./L11/de.json')]),
  },
  {
    id: 'L12',
    title: 'Multi-Region keys',
    titles: { de: 'Multi-Region-Schlüssel' },
    minutes: 20,
    concepts: ['multi-region-key', 'primary-key', 'replica-key', 'region'],
    prerequisites: [],
    load: () => Promise.all([import('./L12/lab.json'), import('./L12/en.json'), import('./L12/de.json')]),
  },
  {
    id: 'L13',
    title: 'Custom key stores',
    titles: { de: 'Benutzerdefinierte Schlüsselspeicher' },
    minutes: 20,
    concepts: ['custom-key-store', 'cloudhsm', 'external-key-store', 'xks-proxy', 'key-state'],
    prerequisites: [],
    load: () => Promise.all([import('./L13/lab.json'), import('./L13/en.json'), import('./L13/de.json')]),
  },
  {
    id: 'L14',
    title: 'CloudTrail detective',
    titles: { de: 'Detektivarbeit mit CloudTrail' },
    minutes: 25,
    concepts: ['cloudtrail', 'audit', 'encryption-context', 'cross-account', 'key-last-usage'],
    prerequisites: ['L05'],
    load: () => Promise.all([import('./L14/lab.json'), import('./L14/en.json'), import('./L14/de.json')]),
  },
  {
    id: 'L15',
    title: 'Quotas: throttling, backoff and caching',
    titles: { de: 'Kontingente: Drosselung, Backoff und Caching' },
    minutes: 25,
    concepts: ['request-quota', 'resource-quota', 'throttling', 'backoff'],
    prerequisites: ['L03'],
    load: () => Promise.all([import('./L15/lab.json'), import('./L15/en.json'), import('./L15/de.json')]),
  },
  {
    id: 'L16',
    title: 'Tenants and crypto-shredding',
    titles: { de: 'Mandanten und Crypto-Shredding' },
    minutes: 35,
    concepts: ['tenant-isolation', 'encryption-context', 'crypto-shredding', 're-encrypt', 'key-deletion'],
    prerequisites: ['L05', 'L09'],
    load: () => Promise.all([import('./L16/lab.json'), import('./L16/en.json'), import('./L16/de.json')]),
  },
];

/** The labs, in the order of the course. */
export const LABS: readonly LabSummary[] = ROWS;

/** A title, with its language as a BCP 47 tag. */
export interface LabTitle {
  readonly title: string;
  readonly language: string;
}

/** Returns the title of a lab of the course in a language, or in English if the course does not have the language. */
export function titleOfLab({ title, titles }: Pick<LabSummary, 'title' | 'titles'>, language: string): LabTitle {
  const translated = Object.entries(titles).find(([tag]) => tag === language);
  return translated === undefined ? { title, language: 'en' } : { title: translated[1], language };
}

/**
 * Loads a lab.
 * @returns undefined if the course has no such lab
 */
export async function loadLab(id: string): Promise<Lab | undefined> {
  const row = ROWS.find((one) => one.id === id);
  if (row === undefined) return undefined;
  const [lab, en, de] = await row.load();
  return { ...(lab.default as LabData), texts: { en: en.default as LabTexts, de: de.default as LabTexts } };
}
