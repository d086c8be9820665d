/** Texts of the picture *data-key-copies* in German. */
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './data-key-copies-texts.ts';

const { countOf } = labFormat('de');

const used = (uses: number): string => `${countOf(uses, 'Mal', 'Mal')} verwendet`;

export const TEXTS: typeof ENGLISH = {
  kms: 'AWS KMS',
  keeps: 'KMS-Schlüssel. Er verlässt AWS KMS nicht.',
  keepsNone: (dataKeys) =>
    `${countOf(dataKeys, 'Datenschlüssel', 'Datenschlüssel')} erzeugt. AWS KMS speichert keinen.`,
  storesNone: 'AWS KMS speichert keine Datenschlüssel.',
  bareHeading: 'Kopie im Klartext',
  edkHeading: 'Verschlüsselte Kopie',
  none: 'Noch kein Datenschlüssel. Rufen Sie GenerateDataKey auf: Die beiden Kopien sind dann hier gezeichnet.',
  older: (dataKeys) => `${countOf(dataKeys, 'älterer', 'ältere')}, nicht gezeichnet`,
  made: (operation, caller, time) => `${operation} durch ${caller}, ${time}`,
  bare: 'Datenschlüssel im Klartext',
  withheld: 'Nicht zurückgegeben: GenerateDataKeyWithoutPlaintext gibt nur die verschlüsselte Kopie zurück.',
  unknownHolder: 'Dem Programm zurückgegeben. AWS KMS weiß nicht, ob das Programm ihn noch hat.',
  heldBy: (program, seconds, uses) =>
    `Seit ${countOf(Math.round(seconds), 'Sekunde', 'Sekunden')} im Speicher von ${program}, ${used(uses)}`,
  overwritten: (program, seconds, uses) =>
    `Von ${program} nach ${countOf(Math.round(seconds), 'Sekunde', 'Sekunden')} überschrieben, ${used(uses)}`,
  opened: (caller, time) => `Durch Decrypt noch einmal zurückgegeben, ${caller}, ${time}`,
  notOpened: (caller, error, time) => `Decrypt durch ${caller} gescheitert, ${time}: ${error}`,
  edk: (sha) => `Verschlüsselter Datenschlüssel ${sha}`,
  openableBy: (key) => `Nur ${key} kann ihn entschlüsseln`,
  storedWith: (items) => `Gespeichert mit ${items}`,
  lost: 'Kein verschlüsselter Datenschlüssel ist übrig',
  unrecoverable: (item) => `Niemand kann ${item} entschlüsseln. AWS KMS kann nicht helfen.`,
};
