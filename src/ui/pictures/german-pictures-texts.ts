/** Texts that the pictures of labs share, in German. */
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './pictures-texts.ts';

const { countOf } = labFormat('de');

/** Key states, as AWS's documentation has them in German. */
const STATES: Readonly<Record<string, string>> = {
  Creating: 'Wird erstellt',
  Updating: 'Wird aktualisiert',
  Enabled: 'Aktiviert',
  Disabled: 'Deaktiviert',
  PendingDeletion: 'Ausstehende Löschung',
  PendingReplicaDeletion: 'Ausstehende Löschung von Replikaten',
  PendingImport: 'Ausstehender Import',
  Unavailable: 'Nicht verfügbar',
};

export const TEXTS: typeof ENGLISH = {
  heading: 'Bild',
  showPicture: 'Bild zeigen (T)',
  showText: 'Als Text zeigen (T)',
  bytes: (value) => countOf(value, 'Byte', 'Byte'),
  state: (name) => (Object.hasOwn(STATES, name) ? (STATES[name] as string) : name),
  keyUsages: {
    usages: {
      ENCRYPT_DECRYPT: 'Verschlüsseln und entschlüsseln',
      SIGN_VERIFY: 'Signieren und verifizieren',
      GENERATE_VERIFY_MAC: 'MAC erzeugen und verifizieren',
      KEY_AGREEMENT: 'Schlüsselvereinbarung',
      ENCAPSULATE_DECAPSULATE: 'Kapseln und entkapseln',
    },
    inside: 'In KMS',
    none: 'Noch kein Schlüssel',
    nothingOutside: 'Nichts verlässt KMS.',
    publicKey: (name) => `Der öffentliche Schlüssel von ${name} kann KMS verlassen.`,
  },
};
