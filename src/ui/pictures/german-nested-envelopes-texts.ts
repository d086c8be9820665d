/** Texts of the picture *nested-envelopes* in German. */
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './nested-envelopes-texts.ts';

const { countOf } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  files: 'Verschlüsselte Dateien',
  noFile: 'Kein Programm hat eine verschlüsselte Datei im Ledger. Die Umschläge, die das Audit-Log hat, stehen unten.',
  file: (name, program) => `${name}, von ${program}`,
  body: (length) => `Inhalt: ${length} Klartext, einmal verschlüsselt`,
  bodySha: (sha) => `SHA-256 ${sha}`,
  noEdk: 'Kein verschlüsselter Datenschlüssel ist übrig. Niemand kann den Inhalt entschlüsseln.',
  recipients: 'Umschläge nach KMS-Schlüssel',
  noKey: 'Kein symmetrischer Verschlüsselungsschlüssel.',
  key: (name, state) => `${name}, ${state}`,
  empty: 'Noch kein Umschlag für diesen Schlüssel.',
  content: {
    'data-key': (length) => (length ? `Datenschlüssel von ${length}` : 'Datenschlüssel'),
    'private-key': () => 'Privater Schlüssel',
    bytes: (length) => (length ? `${length}, von einem Programm gesendet` : 'Ohne seinen Klartext umgezogen'),
  },
  sha: (sha) => `Geheimtext ${sha}`,
  by: (operation) => `Durch ${operation}`,
  moved: (key) => `Von ${key}, innerhalb von AWS KMS`,
  publicKey: 'Der öffentliche Schlüssel kam lesbar zurück',
  opened: (caller) => `Entschlüsselt durch ${caller}`,
  notOpened: (caller, error) => `Decrypt durch ${caller} gescheitert: ${error}`,
  unusable: (state) => `Jetzt nicht zu entschlüsseln. Zustand des Schlüssels: ${state}`,
  older: (envelopes) => `${countOf(envelopes, 'älterer', 'ältere')}, nicht gezeichnet`,
  deletedKey: 'gelöscht',
};
