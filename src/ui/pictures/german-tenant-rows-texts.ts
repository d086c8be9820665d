/** Texts of the picture *tenant-rows* in German. */
import { labFormat } from '../page/lab-format.ts';
import { dativeSpan } from './german-span-texts.ts';
import type { TEXTS as ENGLISH } from './tenant-rows-texts.ts';

const { countOf, list } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  inside: 'In KMS',
  noTable: 'Es gibt noch keine Mandantentabelle.',
  noKeys: 'Kein verschlüsselter Datenschlüssel ist übrig, also ist kein KMS-Schlüssel nötig.',
  keys: 'KMS-Schlüssel der Zeilen',
  deleted: 'Gelöscht',
  sharedBy: (tenants) =>
    tenants.length === 1 ? `Schlüssel eines Mandanten: ${tenants[0]}` : `Gemeinsam verwendet von ${list(tenants)}`,
  deletion: (when, seconds) => `Löschung am ${when}, in ${dativeSpan(seconds)}. Sie lässt sich abbrechen.`,
  places: { table: 'Tabelle', replica: 'Replikat', backup: 'Sicherung' },
  place: (name, region) => `${name}, ${region}`,
  row: (tenant, id) => `${tenant}, Eintrag ${id}`,
  access: {
    readable: 'Lesbar',
    blocked: 'Jetzt nicht lesbar. Der Schlüssel kann zurückkommen.',
    shredded: 'Unlesbar. Kein Schlüssel ist übrig.',
  },
  body: 'Verschlüsselter Inhalt',
  under: (name) => `unter ${name}`,
  noEdk: 'Kein verschlüsselter Datenschlüssel',
  memory: 'Im Speicher von Programmen',
  dataKey: (tenant, program) => `Datenschlüssel von ${tenant} im Klartext, in ${program}`,
  dataKeyFacts: (seconds, uses) =>
    `${countOf(Math.floor(seconds), 'Sekunde', 'Sekunden')} alt, ${countOf(uses, 'Mal', 'Mal')} verwendet`,
};
